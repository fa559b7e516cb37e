import { balanceOf, type Account } from './account.ts';
import { enterBook, type Book } from './book.ts';
import { addOrder, accountOf, bookOf, type ExchangeState } from './exchange-state.ts';
import { filterRefusal } from './filters.ts';
import { fundsNeeded } from './funds.ts';
import { noteOrder, type Work } from './journal.ts';
import { costOf, matchesFor, quantityOf } from './liquidity.ts';
import { isStopType, isWaiting, type Order, type OrderRequest } from './order.ts';
import { grant, REFUSALS, type Outcome, type Refusal } from './refusal.ts';
import { setLock, type Desk } from './settle.ts';
import { appetiteOf, workOrder } from './work-order.ts';

/** Takes an order from a customer: checked, funded, then matched, rested or kept waiting. A refusal changes nothing. */
export function placeOrder(work: Work, account: Account, request: OrderRequest): Outcome<Order> {
  const desk: Desk = { ...work, book: bookOf(work.state, request.symbol) };
  const refusal = refusalOf(desk, account, request);
  if (refusal) return { ok: false, refusal };
  const order = openOrder(desk, account, request);
  startOrder(desk, order);
  return grant(order);
}

/** Why this order may not be placed now; null when it may. Also answers test orders. */
export function refusalOf(desk: Desk, account: Account, request: OrderRequest): Refusal | null {
  const filtered = filterRefusal(desk, account, request);
  if (filtered) return filtered;
  if (isKnownOpen(desk.state, account, request.clientOrderId)) return REFUSALS.duplicateOrder.refusal;
  const draft = draftOf(desk, account, request);
  const crossing = crossingRefusal(desk.book, draft);
  return crossing ?? (canPay(desk, account, draft) ? null : REFUSALS.insufficientBalance.refusal);
}

/** Makes the order, with what it must keep already locked, but does not start it. */
export function openOrder(desk: Desk, account: Account, request: OrderRequest): Order {
  const order = draftOf(desk, account, request);
  desk.state.nextOrderId += 1;
  desk.state.nextPriority += 1;
  addOrder(desk.state, order);
  setLock(desk, order, order.type === 'MARKET' ? 0n : fundsNeeded(order));
  return order;
}

/** Announces an order and lets it work, or wait for its trigger. */
export function startOrder(desk: Desk, order: Order): void {
  noteOrder(desk.journal, order, { execution: 'NEW' });
  if (isWaiting(order)) enterBook(desk.book, order);
  else workOrder(desk, order);
}

function draftOf({ state }: Desk, account: Account, request: OrderRequest): Order {
  const orderId = state.nextOrderId;
  const times = { createdAtMs: state.clockMs, updatedAtMs: state.clockMs };
  const workingAtMs = isStopType(request.type) ? -1 : state.clockMs;
  const clientOrderId = request.clientOrderId || `paper-${orderId.toString(36).padStart(8, '0')}`;
  const progress = {
    status: 'NEW' as const,
    executed: 0n,
    executedQuote: 0n,
    locked: 0n,
    priority: state.nextPriority,
  };
  return {
    ...request,
    ...progress,
    ...times,
    orderId,
    accountId: account.accountId,
    listId: -1,
    workingAtMs,
    clientOrderId,
  };
}

/** Whether an open order of this account already carries the customer's id. */
export const isKnownOpen = (state: ExchangeState, account: Account, clientOrderId: string): boolean =>
  clientOrderId !== '' && openOrdersOf(state, account.accountId).some((order) => order.clientOrderId === clientOrderId);

/** A customer's open orders, oldest first: read off the books, so that it costs the same however long their history is. */
export const openOrdersOf = (state: ExchangeState, accountId: number): Order[] =>
  [...state.books.values()]
    .flatMap(({ bids, asks, waiting }) => [...bids, ...asks, ...waiting])
    .filter((order) => order.accountId === accountId)
    .sort((a, b) => a.orderId - b.orderId);

function crossingRefusal(book: Book, order: Order): Refusal | null {
  if (isWaiting(order)) return isTriggered(order, book.lastPrice) ? REFUSALS.wouldTrigger.refusal : null;
  if (order.type !== 'LIMIT_MAKER') return null;
  return matchesFor(book, appetiteOf(order)).length > 0 ? REFUSALS.wouldMatch.refusal : null;
}

/** Whether a stop's trigger has been reached: losses are stopped against the order, profits taken with it. */
export function isTriggered(order: Order, lastPrice: bigint): boolean {
  const firesWhenRising = (order.side === 'BUY') === order.type.startsWith('STOP_LOSS');
  return firesWhenRising ? lastPrice >= order.stopPrice : lastPrice <= order.stopPrice;
}

function canPay(desk: Desk, account: Account, order: Order): boolean {
  const { base, quote } = desk.book.instrument;
  const { free } = balanceOf(accountOf(desk.state, account.accountId), order.side === 'BUY' ? quote : base);
  if (order.type !== 'MARKET') return fundsNeeded(order) <= free;
  const matches = matchesFor(desk.book, appetiteOf(order));
  if (order.side === 'BUY') return (order.quoteQuantity || costOf(matches)) <= free;
  return (order.quantity || quantityOf(matches)) <= free;
}
