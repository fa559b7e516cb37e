import { invariant } from '@orbiquant/kernel';
import type { CandleSeries } from './candle-series.ts';
import type { TapeTrade } from './expand-candle.ts';
import { tapeOf, type Tape } from './tape.ts';

/** All instruments' tapes and the stretch of time they cover. */
export type Market = {
  readonly mode: 'synthetic' | 'replay';
  readonly baseMs: number;
  readonly startMs: number;
  /** First moment with no more data; null when the market never ends. */
  readonly endMs: number | null;
  readonly tapes: Map<string, Tape>;
  /** Makes sure that candles exist up to `atMs` (and not much later). */
  prepareUntil(atMs: number): void;
};

/** A tape trade and the instrument it is of. */
export type MarketTrade = { symbol: string; trade: TapeTrade };

/** A market over recorded series, which starts `warmupCandles` into the record of the finest. */
export function replayMarket(series: CandleSeries[], warmupCandles: number): Market {
  invariant(series.length > 0, 'a replay needs at least one candle file');
  const baseMs = Math.min(...series.map((one) => one.baseMs));
  const firstMs = Math.min(...series.map((one) => one.openTimeAt(0)));
  const endMs = Math.max(...series.map((one) => one.openTimeAt(one.length() - 1) + one.baseMs));
  const startMs = Math.min(firstMs + warmupCandles * baseMs, endMs);
  return { mode: 'replay', baseMs, startMs, endMs, tapes: tapesOf(series), prepareUntil: () => undefined };
}

/** A market that is generated as its clock goes on. */
export function generatedMarket(
  source: { series: CandleSeries[]; generateUntil(atMs: number): void },
  startMs: number,
): Market {
  source.generateUntil(startMs);
  const baseMs = source.series[0]?.baseMs ?? 0;
  const prepareUntil = (atMs: number): void => source.generateUntil(atMs + baseMs);
  return { mode: 'synthetic', baseMs, startMs, endMs: null, tapes: tapesOf(source.series), prepareUntil };
}

/** All instruments' trades with `fromMs < timeMs <= toMs` in order of time; at one moment in order of symbol. */
export function marketTrades(market: Market, fromMs: number, toMs: number): MarketTrade[] {
  const trades = [...market.tapes].flatMap(([symbol, tape]) =>
    tape.tradesBetween(fromMs, toMs).map((trade) => ({ symbol, trade })),
  );
  return trades.sort(
    (a, b) =>
      a.trade.timeMs - b.trade.timeMs || (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : a.trade.id - b.trade.id),
  );
}

function tapesOf(series: CandleSeries[]): Map<string, Tape> {
  const tapes = new Map(series.map((one) => [one.instrument.symbol, tapeOf(one)]));
  invariant(tapes.size === series.length, 'one candle file per instrument');
  return tapes;
}
