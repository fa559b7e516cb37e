import type { Interval } from '@orbiquant/contracts';

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Lengths that a run can have candles of. */
export const RUN_INTERVALS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'] as const satisfies readonly Interval[];

const LENGTH_MS: Readonly<Record<Interval, number>> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '1d': DAY_MS,
  '1w': 7 * DAY_MS,
  '1M': 30 * DAY_MS,
};

/** Length of a candle; a month counts as 30 days. */
export const lengthMsOf = (interval: Interval): number => LENGTH_MS[interval];

/** Whole candles that fit into so many days. */
export const barsInDays = (days: number, interval: Interval): number =>
  Math.round((days * DAY_MS) / LENGTH_MS[interval]);

/** The same length of time in days. */
export const daysOfBars = (bars: number, interval: Interval): number => (bars * LENGTH_MS[interval]) / DAY_MS;
