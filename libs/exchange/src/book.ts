import type { Instrument } from './instrument.ts';
import { hasLimit, isWaiting, type Order, type Side } from './order.ts';

/** Customers' orders of one instrument: resting ones best price first and oldest first, and stops that wait. */
export type Book = {
  readonly instrument: Instrument;
  bids: Order[];
  asks: Order[];
  waiting: Order[];
  /** Price of the newest tape trade, in units; what stops watch. */
  lastPrice: bigint;
  lastTradeId: number;
  /** What customers took from the house since it last quoted: price -> units. */
  takenFromHouse: Map<bigint, bigint>;
  /** Grows with every change of the book; the sequence of depth updates. */
  updateId: number;
};

/** A book with nobody in it, around a last price. */
export function emptyBook(instrument: Instrument, lastPrice: bigint, lastTradeId: number): Book {
  const sides = { bids: [], asks: [], waiting: [] };
  return { instrument, ...sides, lastPrice, lastTradeId, takenFromHouse: new Map(), updateId: lastTradeId };
}

/** The side an order of `side` rests on. */
export const restingSide = (book: Book, side: Side): Order[] => (side === 'BUY' ? book.bids : book.asks);
/** The side an order of `side` trades against. */
export const opposingSide = (book: Book, side: Side): Order[] => (side === 'BUY' ? book.asks : book.bids);

/** Puts an open order where it belongs: among the stops, or at its price behind everyone who was there before. */
export function enterBook(book: Book, order: Order): void {
  if (isWaiting(order)) book.waiting.push(order);
  else if (hasLimit(order.type)) insertByPriority(restingSide(book, order.side), order);
  book.updateId += 1;
}

/** Takes an order out of the book, if it is there. */
export function leaveBook(book: Book, order: Order): void {
  for (const queue of [book.bids, book.asks, book.waiting]) {
    const at = queue.indexOf(order);
    if (at >= 0) queue.splice(at, 1);
  }
  book.updateId += 1;
}

function insertByPriority(queue: Order[], order: Order): void {
  const at = queue.findIndex((other) => goesFirst(order, other));
  queue.splice(at < 0 ? queue.length : at, 0, order);
}

function goesFirst(order: Order, other: Order): boolean {
  if (order.price === other.price) return order.priority < other.priority;
  return order.side === 'BUY' ? order.price > other.price : order.price < other.price;
}
