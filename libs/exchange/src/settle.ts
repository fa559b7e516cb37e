import { balanceOf, creditFree, FEE_ACCOUNT_ID, HOUSE_ACCOUNT_ID, lock } from './account.ts';
import type { Book } from './book.ts';
import { accountOf, addFill, type ExchangeState } from './exchange-state.ts';
import { noteBalance, noteOrder, type Work } from './journal.ts';
import { hasLimit, type Fill, type Order, type Side } from './order.ts';
import { minOf, notionalOf } from './units.ts';

/** State, journal and book of the command at hand: what every step of the engine works on. */
export type Desk = Work & { book: Book };

/** One trade about to be settled. A side without an order is the house. */
export type Trade = {
  buyer: Order | null;
  seller: Order | null;
  price: bigint;
  quantity: bigint;
  makerSide: Side | null;
};

/**
 * Moves both assets between both parties, takes the fees from what customers receive, and tells them.
 * What one side gives is exactly what the other side and the fee account get.
 */
export function settle(desk: Desk, trade: Trade): void {
  const fillId = desk.state.nextFillId++;
  const { base, quote } = desk.book.instrument;
  const cost = notionalOf(trade.price, trade.quantity);
  settleSide(desk, { trade, fillId, side: 'BUY', gives: [quote, cost], gets: [base, trade.quantity] });
  settleSide(desk, { trade, fillId, side: 'SELL', gives: [base, trade.quantity], gets: [quote, cost] });
}

type Leg = { trade: Trade; fillId: number; side: Side; gives: [string, bigint]; gets: [string, bigint] };

function settleSide(desk: Desk, leg: Leg): void {
  const order = leg.side === 'BUY' ? leg.trade.buyer : leg.trade.seller;
  const account = accountOf(desk.state, order?.accountId ?? HOUSE_ACCOUNT_ID);
  if (order) unlockForFill(desk, order, leg.trade.quantity);
  const fee = order ? feeOf(desk.state, leg) : 0n;
  const [gaveAsset, gave] = leg.gives;
  const [gotAsset, got] = leg.gets;
  creditFree(account, gaveAsset, -gave);
  creditFree(account, gotAsset, got - fee);
  noteBalance(desk.journal, account, gaveAsset);
  noteBalance(desk.journal, account, gotAsset);
  if (fee > 0n) payFee(desk, gotAsset, fee);
  if (order) recordFill(desk, order, { leg, fee });
}

function feeOf(state: ExchangeState, { trade, side, gets: [, got] }: Leg): bigint {
  const rate = trade.makerSide === side ? state.fees.makerPpm : state.fees.takerPpm;
  return (got * rate) / 1_000_000n;
}

function payFee({ state, journal }: Desk, asset: string, fee: bigint): void {
  const fees = accountOf(state, FEE_ACCOUNT_ID);
  creditFree(fees, asset, fee);
  noteBalance(journal, fees, asset);
}

function recordFill(desk: Desk, order: Order, { leg, fee }: { leg: Leg; fee: bigint }): void {
  const { trade, fillId, side } = leg;
  const quoteQuantity = notionalOf(trade.price, trade.quantity);
  order.executed += trade.quantity;
  order.executedQuote += quoteQuantity;
  order.updatedAtMs = desk.state.clockMs;
  order.status = order.executed === order.quantity ? 'FILLED' : 'PARTIALLY_FILLED';
  const { orderId, accountId, listId, symbol } = order;
  const parties = { fillId, orderId, accountId, listId, symbol, side };
  const { price, quantity } = trade;
  const isMaker = trade.makerSide === side;
  const fill: Fill = {
    ...parties,
    price,
    quantity,
    quoteQuantity,
    fee,
    feeAsset: leg.gets[0],
    isMaker,
    filledAtMs: desk.state.clockMs,
  };
  addFill(desk.state, fill);
  desk.journal.fills.push(fill);
  noteOrder(desk.journal, order, { execution: 'TRADE', fill });
}

/** The asset an order pays with. */
export const paidAsset = (book: Book, side: Side): string =>
  side === 'BUY' ? book.instrument.quote : book.instrument.base;

/** Frees the part of an order's lock that pays for this fill; a purchase at a better price frees the difference too. */
function unlockForFill(desk: Desk, order: Order, quantity: bigint): void {
  const share = order.side === 'SELL' ? quantity : notionalOf(order.price, quantity);
  const wanted = order.side === 'BUY' && !hasLimit(order.type) ? order.locked : share;
  setLock(desk, order, order.locked - minOf(order.locked, wanted));
}

/** Makes an order keep exactly `target` units locked. Returns false, changing nothing, when the free balance is too small. */
export function setLock(desk: Desk, order: Order, target: bigint): boolean {
  const account = accountOf(desk.state, order.accountId);
  const asset = paidAsset(desk.book, order.side);
  const change = target - order.locked;
  if (change > balanceOf(account, asset).free) return false;
  if (change === 0n) return true;
  lock(account, asset, change);
  order.locked = target;
  desk.journal.orders.add(order);
  noteBalance(desk.journal, account, asset);
  return true;
}
