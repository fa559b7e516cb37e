import type { Bars } from '../src/indicator/bars.ts';
import { randomBars } from '../src/testing/sample-bars.ts';

/** The same bars in the form that each library likes best, made before the clock runs. */
export type BenchColumns = {
  readonly bars: Bars;
  readonly lists: Readonly<Record<'open' | 'high' | 'low' | 'close' | 'volume', number[]>>;
  readonly candles: readonly { open: number; high: number; low: number; close: number; volume: number }[];
};

/** A random walk of that many hourly bars, always the same. */
export function benchColumns(length: number): BenchColumns {
  const bars = randomBars(length, 'bench');
  const list = (column: Float64Array): number[] => Array.from(column);
  const lists = {
    open: list(bars.open),
    high: list(bars.high),
    low: list(bars.low),
    close: list(bars.close),
    volume: list(bars.volume),
  };
  const candles = lists.close.map((close, at) => ({
    open: lists.open[at]!,
    high: lists.high[at]!,
    low: lists.low[at]!,
    close,
    volume: lists.volume[at]!,
  }));
  return { bars, lists, candles };
}
