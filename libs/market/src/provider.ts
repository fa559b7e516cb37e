import type { Candle, Instrument, Interval, OrderBook, Tick } from '@orbiquant/contracts';

/** Which candles are asked of a provider: those that open in [fromMs, toMs). */
export type CandleRange = { symbol: string; interval: Interval; fromMs: number; toMs?: number };

/** What a live feed tells: trades in order with none missing, or that it lost or found its connection. */
export type FeedEvent = { kind: 'ticks'; ticks: Tick[] } | { kind: 'connected' } | { kind: 'lost'; reason: string };

/** Where a live feed begins for one instrument: after this trade, or at this instant. */
export type FeedStart = { symbol: string; afterTradeId?: string; fromMs: number };

/**
 * Where market facts come from. A provider that fails raises an `AppError`; an empty answer means that the market was
 * silent, never that nobody answered.
 */
export interface MarketDataProvider {
  /** Stored beside each candle: which provider said so. */
  readonly name: string;
  instruments(): Promise<Instrument[]>;
  /** Open time of the newest candle, which may still be open; null when the market never traded. */
  newestOpenTime(symbol: string, interval: Interval): Promise<number | null>;
  /** Candles oldest first, in pages; the newest of the last page may still be open. */
  candles(range: CandleRange): AsyncIterable<Candle[]>;
  orderBook(symbol: string, depth: number): Promise<OrderBook>;
  /** Trades from the given starts on, per instrument in the tape's order, none missing, until `signal` aborts. */
  live(starts: readonly FeedStart[], signal: AbortSignal): AsyncIterable<FeedEvent>;
  close(): Promise<void>;
}
