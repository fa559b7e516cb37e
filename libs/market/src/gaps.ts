import type { Interval } from '@orbiquant/contracts';
import { expectedBars, nextOpenTime } from './intervals.ts';

/** A stretch of the market about which nothing is known: [fromMs, toMs), and how many candles that is. */
export type Gap = { fromMs: number; toMs: number; missing: number };

/**
 * Holes between candles: what an outage left. Never filled, always said.
 *
 * @param openTimesMs  Ascending open times of candles of `interval`.
 * @returns            The holes between the first and the last candle, oldest first.
 */
export function gapsOf(openTimesMs: readonly number[], interval: Interval): Gap[] {
  const gaps: Gap[] = [];
  for (let k = 1; k < openTimesMs.length; k++) {
    const fromMs = nextOpenTime(openTimesMs[k - 1]!, interval);
    const toMs = openTimesMs[k]!;
    if (fromMs < toMs) gaps.push({ fromMs, toMs, missing: expectedBars(fromMs, toMs, interval) });
  }
  return gaps;
}
