import type { Candle, Interval } from '@orbiquant/contracts';

/** Closed candles of one instrument by interval, oldest first: all that a strategy may know. */
export type MarketView = {
  readonly symbol: string;
  readonly asOfMs: number;
  readonly closed: Readonly<Partial<Record<Interval, readonly Candle[]>>>;
};

/** The closing prices of an interval, oldest first; empty when the interval is not in the view. */
export const closesOf = (view: MarketView, interval: Interval): Float64Array => columnOf(view, interval, 'close');

/** One column of an interval's candles, oldest first. */
export function columnOf(
  view: MarketView,
  interval: Interval,
  column: 'open' | 'high' | 'low' | 'close' | 'volume',
): Float64Array {
  return Float64Array.from(view.closed[interval] ?? [], (candle) => candle[column]);
}

/** Whether the last bars of an array rose: `true` / `false`, or null while either value is in warm-up. */
export function isRising(values: Float64Array): boolean | null {
  const now = values.at(-1);
  const before = values.at(-2);
  if (now === undefined || before === undefined || Number.isNaN(now) || Number.isNaN(before)) return null;
  return now > before;
}
