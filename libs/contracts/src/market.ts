import { z } from 'zod';
import { asOfQuery, decimalText, epochMs, limitText } from './codecs.ts';
import { Interval, Symbol } from './candles.ts';
import { route } from './route.ts';

/** What is traded, and the steps in which it is. */
export const Instrument = z.object({
  symbol: z.string(),
  base: z.string(),
  quote: z.string(),
  venue: z.string(),
  /** Smallest price step, quote units. */
  tickSize: decimalText,
  /** Smallest quantity step, base units. */
  stepSize: decimalText,
  quantityMin: decimalText,
  /** Smallest price x quantity, quote units. */
  notionalMin: decimalText,
  /** The finest interval that is stored; coarser ones are derived from it. */
  baseInterval: Interval,
  active: z.boolean(),
});
export type Instrument = z.output<typeof Instrument>;

/** Whether figures come from a simulation or from a real market. */
export const MarketMode = z.enum(['synthetic', 'replay', 'paper', 'live']);
export type MarketMode = z.output<typeof MarketMode>;

/** The market's own clock: the newest instant that any tick has carried. */
export const MarketClock = z.object({
  nowMs: epochMs,
  mode: MarketMode,
  venue: z.string(),
  /** When the last tick arrived, by the wall clock; null before the first. */
  lastTickAtMs: epochMs.nullable(),
  feed: z.enum(['live', 'delayed', 'reconnecting', 'down']),
  /** True when a replay has reached its end. */
  finished: z.boolean(),
});
export type MarketClock = z.output<typeof MarketClock>;

/** One trade on the venue's tape. */
export const Tick = z.object({
  symbol: z.string(),
  tradeId: z.string(),
  atMs: epochMs,
  price: z.number(),
  quantity: z.number(),
  /** Side of the taker. */
  side: z.enum(['buy', 'sell']),
});
export type Tick = z.output<typeof Tick>;

/** The last day of an instrument in one row. */
export const Ticker = z.object({
  symbol: z.string(),
  atMs: epochMs,
  last: z.number(),
  open24h: z.number(),
  high24h: z.number(),
  low24h: z.number(),
  baseVolume24h: z.number(),
  quoteVolume24h: z.number(),
  /** (last - open24h) / open24h; 0.01 = 1 %. */
  change24h: z.number(),
});
export type Ticker = z.output<typeof Ticker>;

const level = z.tuple([z.number(), z.number()]);

/** Resting offers, best first: [price, quantity]. */
export const OrderBook = z.object({
  symbol: z.string(),
  atMs: epochMs.nullable(),
  bids: z.array(level),
  asks: z.array(level),
  /** False when no book is available at the cursor; the sides are then empty. */
  available: z.boolean(),
});
export type OrderBook = z.output<typeof OrderBook>;

/** What the quality gate refused, counted by reason. */
export const QualityReport = z.object({
  symbol: z.string(),
  interval: Interval,
  accepted: z.number().int(),
  quarantined: z.array(z.object({ reason: z.string(), rows: z.number().int() })),
  gaps: z.array(z.object({ fromMs: epochMs, toMs: epochMs, missing: z.number().int() })),
});
export type QualityReport = z.output<typeof QualityReport>;

export const getMarketClock = route({
  method: 'GET',
  path: '/api/v1/market/clock',
  summary: 'The market clock and the state of the feed',
  access: 'anyone',
  response: MarketClock,
});
export const getInstruments = route({
  method: 'GET',
  path: '/api/v1/instruments',
  summary: 'Instruments with their trading steps',
  access: 'anyone',
  response: z.array(Instrument),
});
export const getTickers = route({
  method: 'GET',
  path: '/api/v1/tickers',
  summary: 'The last 24 hours of each instrument at asOf',
  access: 'anyone',
  query: z.object({ ...asOfQuery }),
  response: z.array(Ticker),
});
export const getOrderBook = route({
  method: 'GET',
  path: '/api/v1/orderbook',
  summary: 'The order book; not available for a past asOf',
  access: 'anyone',
  query: z.object({ symbol: Symbol, depth: limitText(20, 200), ...asOfQuery }),
  response: OrderBook,
});
export const getTrades = route({
  method: 'GET',
  path: '/api/v1/trades',
  summary: 'Recent trades of the tape at asOf, newest last',
  access: 'anyone',
  query: z.object({ symbol: Symbol, limit: limitText(100, 1000), ...asOfQuery }),
  response: z.array(Tick),
});
export const getQuality = route({
  method: 'GET',
  path: '/api/v1/quality',
  summary: 'What the quality gate accepted, refused and misses',
  access: 'anyone',
  query: z.object({ symbol: Symbol.optional(), ...asOfQuery }),
  response: z.array(QualityReport),
});
