import type { Candle, Interval } from '@orbiquant/contracts';
import { invariant } from '@orbiquant/kernel';
import { exactSum } from './exact-sum.ts';
import { nextOpenTime, openTimeOf } from './intervals.ts';

/** A coarser candle with how much of it is known. */
export type Aggregate = Candle & {
  /** How many finer candles it is made of. */
  bars: number;
  /** Time that those cover, ms; below the candle's own length there is a gap inside, or it is still forming. */
  coveredMs: number;
};

/**
 * Finer candles joined into coarser ones: first open, highest high, lowest low, last close, exact sum of volume.
 * Where nothing is known there is no candle; a candle with a hole inside says so by `coveredMs`.
 *
 * @param candles   Ascending by open time, all of interval `finer`, which divides `coarser`.
 * @throws          Invariant, when the candles are not in order.
 */
export function aggregate(candles: Iterable<Candle>, finer: Interval, coarser: Interval): Aggregate[] {
  const made: Aggregate[] = [];
  const volumes: number[][] = [];
  let last = -Infinity;
  for (const candle of candles) {
    invariant(candle.openTimeMs > last, 'candles to aggregate come in order, each once');
    last = candle.openTimeMs;
    const openTimeMs = openTimeOf(candle.openTimeMs, coarser);
    const coveredMs = nextOpenTime(candle.openTimeMs, finer) - candle.openTimeMs;
    const current = made.at(-1);
    if (current?.openTimeMs === openTimeMs) join(current, candle, coveredMs);
    else volumes[made.push({ ...plain(candle), openTimeMs, bars: 1, coveredMs }) - 1] = [];
    volumes.at(-1)?.push(candle.volume);
  }
  return made.map((candle, k) => ({ ...candle, volume: exactSum(volumes[k] ?? []) }));
}

/** Whether nothing is missing inside an aggregate of `interval`. */
export const isComplete = ({ openTimeMs, coveredMs }: Aggregate, interval: Interval): boolean =>
  coveredMs === nextOpenTime(openTimeMs, interval) - openTimeMs;

/** The candle and nothing else. */
export const plain = ({ openTimeMs, open, high, low, close, volume }: Candle): Candle => ({
  openTimeMs,
  open,
  high,
  low,
  close,
  volume,
});

/** Whether two candles say the same about the market. */
export const isSameCandle = (a: Candle, b: Candle): boolean =>
  a.open === b.open && a.high === b.high && a.low === b.low && a.close === b.close && a.volume === b.volume;

function join(into: Aggregate, candle: Candle, coveredMs: number): void {
  into.high = Math.max(into.high, candle.high);
  into.low = Math.min(into.low, candle.low);
  into.close = candle.close;
  into.bars += 1;
  into.coveredMs += coveredMs;
}
