import { expandCandle, type TapeTrade } from './expand-candle.ts';
import type { Kline } from './kline.ts';
import type { CandleSeries } from './candle-series.ts';

/** One instrument's public trades and candles as they are known at the market's clock, and never a trade more. */
export type Tape = {
  readonly series: CandleSeries;
  /** Candles of whole hours that have closed, by open time, once somebody asked for them. */
  readonly closedHours: Map<number, Kline>;
  /** Trades with `fromMs < timeMs <= toMs`, oldest first. */
  tradesBetween(fromMs: number, toMs: number): TapeTrade[];
  /** Trades of the base candle at `index`. */
  tradesOf(index: number): TapeTrade[];
  /** Up to `limit` trades from id `fromId` that happened by `asOfMs`. */
  tradesFrom(fromId: number, limit: number, asOfMs: number): TapeTrade[];
  /** Id of the newest trade by `asOfMs`; 0 before the first. */
  lastIdAt(asOfMs: number): number;
  /** Id of the first trade at or after `atMs`, whether it has happened or not. */
  firstIdAtOrAfter(atMs: number): number;
};

const CACHED_CANDLES = 64;

/** Reads a series as a tape; a few expanded candles are kept, since live readers ask for the same ones. */
export function tapeOf(series: CandleSeries): Tape {
  const { instrument, baseMs } = series;
  const cache = new Map<number, TapeTrade[]>();

  function tradesOf(index: number): TapeTrade[] {
    const cached = cache.get(index);
    if (cached) return cached;
    const trades =
      series.recordedTrades?.(index) ??
      expandCandle(series.at(index), instrument.symbol, { baseMs, tradesBefore: series.tradesBefore(index) });
    if (cache.size >= CACHED_CANDLES) cache.delete(cache.keys().next().value ?? -1);
    cache.set(index, trades);
    return trades;
  }

  /** The candle that holds `atMs`, or the one before the gap it lies in. */
  const candleBefore = (atMs: number): number => series.firstAtOrAfter(atMs + 1) - 1;

  function tradesBetween(fromMs: number, toMs: number): TapeTrade[] {
    const found: TapeTrade[] = [];
    const last = candleBefore(toMs);
    for (let index = Math.max(0, candleBefore(fromMs + 1)); index <= last; index++) {
      for (const trade of tradesOf(index)) if (trade.timeMs > fromMs && trade.timeMs <= toMs) found.push(trade);
    }
    return found;
  }

  function lastIdAt(asOfMs: number): number {
    const index = candleBefore(asOfMs);
    if (index < 0) return 0;
    return series.tradesBefore(index) + tradesOf(index).filter((trade) => trade.timeMs <= asOfMs).length;
  }

  const firstIdAtOrAfter = (atMs: number): number => lastIdAt(atMs - 1) + 1;

  function tradesFrom(fromId: number, limit: number, asOfMs: number): TapeTrade[] {
    const found: TapeTrade[] = [];
    for (let index = candleOfTrade(series, fromId); index < series.length() && found.length < limit; index++) {
      if (series.openTimeAt(index) > asOfMs) break;
      for (const trade of tradesOf(index)) if (trade.id >= fromId && trade.timeMs <= asOfMs) found.push(trade);
    }
    return found.slice(0, limit);
  }

  return { series, closedHours: new Map(), tradesOf, tradesBetween, tradesFrom, lastIdAt, firstIdAtOrAfter };
}

/** Index of the candle that holds a trade id (the last candle whose `tradesBefore` is below it). */
function candleOfTrade(series: CandleSeries, id: number): number {
  let low = 0;
  let high = series.length();
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series.tradesBefore(middle) < id) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
