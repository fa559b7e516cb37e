import { balanceOf } from './account.ts';
import { enterBook, leaveBook } from './book.ts';
import { accountOf } from './exchange-state.ts';
import { noteOrder } from './journal.ts';
import { costOf, matchesFor, quantityOf, type Appetite, type Match } from './liquidity.ts';
import { hasLimit, isOpen, remainingOf, type Order } from './order.ts';
import { retireSibling } from './order-lists.ts';
import { paidAsset, setLock, settle, type Desk, type Trade } from './settle.ts';

/** What an open order would take from the book now. */
export function appetiteOf(order: Order): Appetite {
  const limit = hasLimit(order.type) ? order.price : null;
  if (order.quoteQuantity > 0n) return { side: order.side, quantity: null, quoteQuantity: order.quoteQuantity, limit };
  return { side: order.side, quantity: remainingOf(order), quoteQuantity: null, limit };
}

/** Lets an order trade with the book, then rest or end as its type says. Funds for limits are locked before. */
export function workOrder(desk: Desk, order: Order): void {
  const matches = affordable(desk, order, matchesFor(desk.book, appetiteOf(order)));
  if (isAllOrNothing(order) && quantityOf(matches) < remainingOf(order))
    return endOrder(desk, order, { execution: 'EXPIRED' });
  // an order given in quote is said to have been for what it gets
  if (order.quoteQuantity > 0n) order.quantity = quantityOf(matches);
  for (const match of matches) takeMatch(desk, order, match);
  if (!isOpen(order)) return finish(desk, order);
  if (mayRest(order)) enterBook(desk.book, order);
  else endOrder(desk, order, { execution: 'EXPIRED' });
}

const isAllOrNothing = ({ timeInForce, type }: Order): boolean => timeInForce === 'FOK' && hasLimit(type);
const mayRest = ({ timeInForce, type }: Order): boolean => timeInForce === 'GTC' && hasLimit(type);

function takeMatch(desk: Desk, taker: Order, match: Match): void {
  const { maker, price, quantity } = match;
  if (maker) retireSibling(desk, maker);
  settle(desk, { ...partiesOf(taker, maker), price, quantity });
  if (!maker) desk.book.takenFromHouse.set(price, (desk.book.takenFromHouse.get(price) ?? 0n) + quantity);
  else if (!isOpen(maker)) finish(desk, maker);
  desk.book.updateId += 1;
}

const partiesOf = (taker: Order, maker: Order | null): Pick<Trade, 'buyer' | 'seller' | 'makerSide'> =>
  taker.side === 'BUY'
    ? { buyer: taker, seller: maker, makerSide: 'SELL' }
    : { buyer: maker, seller: taker, makerSide: 'BUY' };

/** A triggered stop to buy at market may cost more than was kept for it: it buys what its owner can pay. */
function affordable(desk: Desk, order: Order, matches: Match[]): Match[] {
  if (order.side === 'SELL' || hasLimit(order.type)) return matches;
  const { free } = balanceOf(accountOf(desk.state, order.accountId), paidAsset(desk.book, 'BUY'));
  const budget = free + order.locked;
  if (costOf(matches) <= budget) return matches;
  return matchesFor(desk.book, { ...appetiteOf(order), quoteQuantity: budget });
}

/** Ends an open order; what it kept locked is free again. */
export function endOrder(
  desk: Desk,
  order: Order,
  ending: { execution: 'CANCELED' | 'EXPIRED'; cancelId?: string },
): void {
  order.status = ending.execution;
  order.updatedAtMs = desk.state.clockMs;
  finish(desk, order);
  noteOrder(desk.journal, order, ending);
}

/** An order that trades no more leaves the book and keeps nothing locked. */
export function finish(desk: Desk, order: Order): void {
  setLock(desk, order, 0n);
  leaveBook(desk.book, order);
}
