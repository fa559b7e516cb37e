import { z } from 'zod';
import { asOfQuery, epochMs, epochMsText, limitText } from './codecs.ts';
import { route } from './route.ts';

/** The nine intervals, finest first. Weeks start on Monday, months on the 1st, all in UTC. */
export const INTERVALS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w', '1M'] as const;
/** Length of a candle. */
export const Interval = z.enum(INTERVALS);
export type Interval = z.output<typeof Interval>;

/** An instrument's name, `BASE/QUOTE`, such as `BTC/USDT`. The form without the slash is accepted and normalised. */
export const Symbol = z.codec(
  z
    .string()
    .max(30)
    .regex(/^[A-Z0-9]{1,15}\/?[A-Z0-9]{2,10}$/, 'such as BTC/USDT'),
  z.string(),
  { decode: withSlash, encode: (symbol) => symbol },
);
export type Symbol = z.output<typeof Symbol>;

const QUOTES = ['USDT', 'USDC', 'FDUSD', 'BUSD', 'EUR', 'USD', 'BTC', 'ETH', 'BNB'];

/** `BTCUSDT` -> `BTC/USDT`; what has its slash, or no known quote, stays as it is. */
export function withSlash(name: string): string {
  if (name.includes('/')) return name;
  const quote = QUOTES.find((known) => name.endsWith(known) && name.length > known.length);
  return quote ? `${name.slice(0, -quote.length)}/${quote}` : name;
}

/** An OHLCV bar: prices in the quote asset, volume in the base asset. */
export const Candle = z.object({
  /** Inclusive start, epoch ms UTC. */
  openTimeMs: epochMs,
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
});
export type Candle = z.output<typeof Candle>;

/** A candle with whose it is. */
export const SymbolCandle = Candle.extend({ symbol: z.string(), interval: Interval });
export type SymbolCandle = z.output<typeof SymbolCandle>;

/** Candles column by column: a third of the bytes of rows, and ready for typed arrays. All columns are equally long. */
export const CandleColumns = z.object({
  symbol: z.string(),
  interval: Interval,
  /** The cursor that was applied. */
  asOfMs: epochMs,
  /** Which provider served the rows, and how many of each. */
  providers: z.record(z.string(), z.number().int()),
  openTimeMs: z.array(epochMs),
  open: z.array(z.number()),
  high: z.array(z.number()),
  low: z.array(z.number()),
  close: z.array(z.number()),
  volume: z.array(z.number()),
  /** True when the last row's interval has not ended at `asOfMs`. */
  lastIsForming: z.boolean(),
  /** Stretches without data inside the answer, [from, to) in ms: never filled silently. */
  gaps: z.array(z.object({ fromMs: epochMs, toMs: epochMs })),
  /** Give it as `to` to get the candles before these; null when there are none. */
  nextToMs: epochMs.nullable(),
});
export type CandleColumns = z.output<typeof CandleColumns>;

/** The newest `limit` candles of [from, to) that had begun at `asOf`, oldest first. */
export const getCandles = route({
  method: 'GET',
  path: '/api/v1/candles',
  summary: 'Candles of an instrument, as they were known at asOf',
  access: 'anyone',
  query: z.object({
    symbol: Symbol,
    interval: Interval,
    from: epochMsText.optional(),
    to: epochMsText.optional(),
    limit: limitText(500, 5000),
    /** Whether the candle still open at `asOf` is included (built only from what was known then). */
    forming: z.stringbool().default(false),
    ...asOfQuery,
  }),
  response: CandleColumns,
});

/** The same under its former path and with its former names: a row a candle. */
export const getCandlesCompatible = route({
  method: 'GET',
  path: '/api/datafeeds/candles/',
  summary: 'Candles of an instrument, under their former path',
  access: 'anyone',
  query: z.object({ symbol: Symbol, timeframe: Interval.default('5m'), limit: limitText(500, 5000), ...asOfQuery }),
  response: z.object({ symbol: z.string(), timeframe: Interval, candles: z.array(Candle) }),
});
