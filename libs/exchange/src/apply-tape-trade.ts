import type { Book } from './book.ts';
import { bookOf } from './exchange-state.ts';
import type { TapeTrade } from './expand-candle.ts';
import { tapeUnits, tickUnits } from './instrument.ts';
import type { Work } from './journal.ts';
import { isOpen, remainingOf, type Order } from './order.ts';
import { retireSibling } from './order-lists.ts';
import { isTriggered } from './place-order.ts';
import { settle, setLock, type Desk } from './settle.ts';
import { fundsNeeded } from './funds.ts';
import { minOf } from './units.ts';
import { finish, workOrder } from './work-order.ts';

/**
 * The market trades: customers whose resting price the trade reaches are filled first, at their price, best price and
 * oldest first, up to the trade's quantity; then the house quotes anew and stops are checked. The tape itself is
 * never changed by what customers do.
 */
export function applyTapeTrade({ state, journal }: Work, symbol: string, trade: TapeTrade): void {
  const book = bookOf(state, symbol);
  const price = BigInt(trade.price) * tickUnits(book.instrument);
  state.clockMs = trade.timeMs;
  if (book.bids.length + book.asks.length > 0) fillResting({ state, journal, book }, trade, price);
  book.lastPrice = price;
  book.lastTradeId = trade.id;
  book.updateId += 1;
  if (book.takenFromHouse.size > 0) book.takenFromHouse.clear();
  if (book.waiting.length > 0) fireStops({ state, journal, book });
}

function fillResting(desk: Desk, trade: TapeTrade, price: bigint): void {
  let left = BigInt(trade.quantity) * tapeUnits(desk.book.instrument);
  for (let order = reached(desk.book, trade, price); order && left > 0n; order = reached(desk.book, trade, price)) {
    retireSibling(desk, order);
    const quantity = minOf(left, remainingOf(order));
    const isPurchase = order.side === 'BUY';
    const parties = { buyer: isPurchase ? order : null, seller: isPurchase ? null : order };
    settle(desk, { ...parties, price: order.price, quantity, makerSide: order.side });
    left -= quantity;
    if (!isOpen(order)) finish(desk, order);
  }
}

/** The first customer in line the trade reaches: at the price when the trade hits their side, through it otherwise. */
function reached(book: Book, { isBuyerMaker }: TapeTrade, price: bigint): Order | null {
  const bid = book.bids[0];
  if (bid && (isBuyerMaker ? bid.price >= price : bid.price > price)) return bid;
  const ask = book.asks[0];
  return ask && (isBuyerMaker ? ask.price < price : ask.price <= price) ? ask : null;
}

/** Stops whose trigger the last price reached start to work, in the order they were placed. */
function fireStops(desk: Desk): void {
  const { book, state } = desk;
  const fired = book.waiting.filter((order) => isTriggered(order, book.lastPrice));
  for (const order of fired) {
    if (!isOpen(order)) continue;
    retireSibling(desk, order);
    book.waiting.splice(book.waiting.indexOf(order), 1);
    order.workingAtMs = state.clockMs;
    order.priority = state.nextPriority++;
    if (order.type.endsWith('_LIMIT') || order.side === 'SELL') setLock(desk, order, fundsNeeded(order));
    desk.journal.orders.add(order);
    workOrder(desk, order);
  }
}
