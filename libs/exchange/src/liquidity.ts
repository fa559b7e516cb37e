import { opposingSide, type Book } from './book.ts';
import { houseQuotes, type Level } from './house-quotes.ts';
import { lotUnits } from './instrument.ts';
import { remainingOf, type Order, type Side } from './order.ts';
import { minOf, notionalOf, UNITS_PER_ONE } from './units.ts';

/** One trade an order would make now: with a customer's resting order, or with the house when there is none. */
export type Match = { maker: Order | null; price: bigint; quantity: bigint };

/** How much an order may take: a quantity, or an amount of quote, and the worst price it accepts. */
export type Appetite = { side: Side; quantity: bigint | null; quoteQuantity: bigint | null; limit: bigint | null };

/** The trades an order would make against the book as it stands, best price first, nothing changed yet. */
export function matchesFor(book: Book, appetite: Appetite): Match[] {
  const matches: Match[] = [];
  let quantityLeft = appetite.quantity;
  let quoteLeft = appetite.quoteQuantity;
  for (const offer of offersAgainst(book, appetite.side)) {
    if (isBeyond(appetite, offer.price)) break;
    const wanted = wantedAt(book, offer.price, { quantityLeft, quoteLeft });
    const quantity = minOf(wanted, offer.quantity);
    if (quantity <= 0n) break;
    matches.push({ ...offer, quantity });
    if (quantityLeft !== null) quantityLeft -= quantity;
    if (quoteLeft !== null) quoteLeft -= notionalOf(offer.price, quantity);
  }
  return matches;
}

/** Sum of what the matches trade. */
export const quantityOf = (matches: Match[]): bigint => matches.reduce((sum, match) => sum + match.quantity, 0n);
/** Sum of what the matches cost. */
export const costOf = (matches: Match[]): bigint =>
  matches.reduce((sum, { price, quantity }) => sum + notionalOf(price, quantity), 0n);

type Left = { quantityLeft: bigint | null; quoteLeft: bigint | null };

function wantedAt(book: Book, price: bigint, { quantityLeft, quoteLeft }: Left): bigint {
  const lot = lotUnits(book.instrument);
  const affordable = quoteLeft === null ? null : ((quoteLeft * UNITS_PER_ONE) / price / lot) * lot;
  if (affordable === null) return quantityLeft ?? 0n;
  return quantityLeft === null ? affordable : minOf(affordable, quantityLeft);
}

function isBeyond({ side, limit }: Appetite, price: bigint): boolean {
  if (limit === null) return false;
  return side === 'BUY' ? price > limit : price < limit;
}

/** Customers and house merged by price; at one price customers come first, since the house quotes anew all the time. */
function* offersAgainst(book: Book, side: Side): Generator<Match> {
  const customers = opposingSide(book, side);
  const house: Level[] = houseQuotes(book, side === 'BUY' ? 'SELL' : 'BUY');
  let next = 0;
  for (const quote of house) {
    for (; next < customers.length && isNoWorse(customers[next]!, quote.price, side); next++)
      yield offerOf(customers[next]!);
    yield { maker: null, ...quote };
  }
  for (; next < customers.length; next++) yield offerOf(customers[next]!);
}

const offerOf = (maker: Order): Match => ({ maker, price: maker.price, quantity: remainingOf(maker) });
const isNoWorse = (maker: Order, price: bigint, side: Side): boolean =>
  side === 'BUY' ? maker.price <= price : maker.price >= price;
