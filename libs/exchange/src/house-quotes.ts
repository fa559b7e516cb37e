import type { Book } from './book.ts';
import { hashText, uniformStream } from './hash-words.ts';
import { lotUnits, tickUnits } from './instrument.ts';
import type { Side } from './order.ts';
import { UNITS_PER_ONE } from './units.ts';

/** So much on offer at one price, in units. */
export type Level = { price: bigint; quantity: bigint };

const LEVELS = 25;
/** Value the house shows at its best price, in quote units: 8,000 USDT, growing outwards. */
const VALUE_AT_BEST = 8_000n * UNITS_PER_ONE;
const HALF_SPREAD_SHARE = 100_000n;
const SPACING_SHARE = 20_000n;

/**
 * What the house offers on one side, best price first: seeded by the last trade, so the same tape always shows the same
 * depth. It quotes anew with every tape trade (hence behind every customer at the same price), shows less where
 * customers took from it, and never quotes into a customer's resting order on the other side.
 */
export function houseQuotes(book: Book, side: Side): Level[] {
  const { instrument, lastPrice } = book;
  const uniform = uniformStream(hashText(`${instrument.symbol}/${side}`), book.lastTradeId);
  const lot = lotUnits(instrument);
  const quotes: Level[] = [];
  let offset = atLeastOneTick(book, lastPrice / HALF_SPREAD_SHARE);
  for (let k = 0; k < LEVELS; k++) {
    const price = side === 'BUY' ? lastPrice - offset : lastPrice + offset;
    if (price <= 0n) break;
    const value = (VALUE_AT_BEST * BigInt(Math.floor((0.5 + uniform()) * (100 + 20 * k)))) / 100n;
    const offered = ((value * UNITS_PER_ONE) / price / lot) * lot;
    const quantity = offered - (book.takenFromHouse.get(price) ?? 0n);
    if (quantity > 0n && !crossesCustomer(book, side, price)) quotes.push({ price, quantity });
    offset += atLeastOneTick(book, (lastPrice / SPACING_SHARE) * BigInt(1 + Math.floor(uniform() * 3)));
  }
  return quotes;
}

function atLeastOneTick(book: Book, distance: bigint): bigint {
  const tick = tickUnits(book.instrument);
  return distance < tick ? tick : (distance / tick) * tick;
}

function crossesCustomer(book: Book, side: Side, price: bigint): boolean {
  const best = side === 'BUY' ? book.asks[0] : book.bids[0];
  if (!best) return false;
  return side === 'BUY' ? price >= best.price : price <= best.price;
}
