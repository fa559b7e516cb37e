import type { Account } from './account.ts';
import type { Book } from './book.ts';
import { lotUnits, tickUnits, type Instrument } from './instrument.ts';
import { hasLimit, isStopType, type Order, type OrderRequest } from './order.ts';
import type { Refusal } from './refusal.ts';
import type { Desk } from './settle.ts';
import { notionalOf, UNITS_PER_ONE } from './units.ts';

/** The exchange's limits that hold for every instrument. */
export const LIMITS = {
  /** Units of quote: 10 million per order. */
  notionalMax: 10_000_000n * UNITS_PER_ONE,
  /** Units of price. */
  priceMax: 10_000_000n * UNITS_PER_ONE,
  /** Units of base. */
  quantityMax: 90_000_000n * UNITS_PER_ONE,
  openOrdersMax: 200,
  waitingOrdersMax: 5,
  /** A limit price lies within last / 5 and last x 5. */
  priceBand: 5n,
};

const failure = (filter: string): Refusal => ({ code: -1013, message: `Filter failure: ${filter}` });

/** The first trading rule an order breaks, as the exchange names it; null when it keeps them all. */
export function filterRefusal({ book }: Desk, account: Account, request: OrderRequest): Refusal | null {
  return (
    priceRefusal(book.instrument, request) ??
    lotRefusal(book.instrument, request) ??
    bandRefusal(request, book.lastPrice) ??
    notionalRefusal(book.instrument, request, book.lastPrice) ??
    countRefusal(book, account, request)
  );
}

function priceRefusal(instrument: Instrument, { type, price, stopPrice }: OrderRequest): Refusal | null {
  const tick = tickUnits(instrument);
  const isOffGrid = (value: bigint): boolean => value < tick || value > LIMITS.priceMax || value % tick !== 0n;
  if (hasLimit(type) && isOffGrid(price)) return failure('PRICE_FILTER');
  return isStopType(type) && isOffGrid(stopPrice) ? failure('PRICE_FILTER') : null;
}

function lotRefusal(instrument: Instrument, { quantity, quoteQuantity }: OrderRequest): Refusal | null {
  if (quoteQuantity > 0n) return null;
  const lot = lotUnits(instrument);
  return quantity < lot || quantity > LIMITS.quantityMax || quantity % lot !== 0n ? failure('LOT_SIZE') : null;
}

function bandRefusal({ type, price }: OrderRequest, lastPrice: bigint): Refusal | null {
  if (!hasLimit(type)) return null;
  const isFar = price > lastPrice * LIMITS.priceBand || price * LIMITS.priceBand < lastPrice;
  return isFar ? failure('PERCENT_PRICE_BY_SIDE') : null;
}

function notionalRefusal({ minNotional }: Instrument, request: OrderRequest, lastPrice: bigint): Refusal | null {
  const value = request.quoteQuantity || notionalOf(valuationPrice(request, lastPrice), request.quantity);
  return value < minNotional || value > LIMITS.notionalMax ? failure('NOTIONAL') : null;
}

function valuationPrice({ type, price, stopPrice }: OrderRequest, lastPrice: bigint): bigint {
  if (hasLimit(type)) return price;
  return isStopType(type) ? stopPrice : lastPrice;
}

function countRefusal({ bids, asks, waiting }: Book, { accountId }: Account, { type }: OrderRequest): Refusal | null {
  const isOwn = (order: Order): boolean => order.accountId === accountId;
  const stops = waiting.filter(isOwn).length;
  const resting = bids.filter(isOwn).length + asks.filter(isOwn).length;
  if (resting + stops >= LIMITS.openOrdersMax) return failure('MAX_NUM_ORDERS');
  return isStopType(type) && stops >= LIMITS.waitingOrdersMax ? failure('MAX_NUM_ALGO_ORDERS') : null;
}
