import type { Book } from './book.ts';
import { houseQuotes, type Level } from './house-quotes.ts';
import { remainingOf, type Side } from './order.ts';

/** Everything on offer on one side, customers and house together, best price first. */
export function depthOf(book: Book, side: Side): Level[] {
  const byPrice = new Map<bigint, bigint>();
  const add = (price: bigint, quantity: bigint): void => void byPrice.set(price, (byPrice.get(price) ?? 0n) + quantity);
  for (const order of side === 'BUY' ? book.bids : book.asks) add(order.price, remainingOf(order));
  for (const { price, quantity } of houseQuotes(book, side)) add(price, quantity);
  const levels = [...byPrice].map(([price, quantity]) => ({ price, quantity }));
  return levels.sort((a, b) => (a.price < b.price === (side === 'BUY') ? 1 : -1));
}
