import type { Interval } from '@orbiquant/contracts';
import { invariant } from '@orbiquant/kernel';
import { dividesInto, exactSum, isOnGrid, nextOpenTime, openTimeOf } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';

/**
 * Bars joined into coarser ones: first open, highest high, lowest low, last close, exact sum of volume. A first candle
 * whose beginning is not known is left out; the last may still be forming (`StrategyMarket.closedIndexAt` knows).
 *
 * @throws Invariant, when the bars do not join into whole coarser ones (weeks into months).
 */
export function foldBars(bars: Bars, finer: Interval, coarser: Interval): Bars {
  invariant(dividesInto(finer, coarser), `${finer} bars do not join into ${coarser} bars`);
  const starts = bucketStarts(bars.openTimeMs, coarser);
  const size = starts.length - 1;
  const column = (value: (from: number, to: number) => number): Float64Array =>
    Float64Array.from({ length: Math.max(size, 0) }, (_unused, k) => value(starts[k]!, starts[k + 1]!));
  return {
    openTimeMs: column((from) => openTimeOf(bars.openTimeMs[from]!, coarser)),
    open: column((from) => bars.open[from]!),
    high: column((from, to) => extreme(bars.high, [from, to], Math.max)),
    low: column((from, to) => extreme(bars.low, [from, to], Math.min)),
    close: column((_from, to) => bars.close[to - 1]!),
    volume: column((from, to) => exactSum(Array.from(bars.volume.subarray(from, to)))),
  };
}

/** Index of the first bar of each coarser candle, and the number of bars at the end. */
function bucketStarts(openTimeMs: Float64Array, coarser: Interval): number[] {
  const starts: number[] = [];
  let endMs = -Infinity;
  for (let at = 0; at < openTimeMs.length; at++) {
    const atMs = openTimeMs[at]!;
    if (atMs < endMs) continue;
    endMs = nextOpenTime(openTimeOf(atMs, coarser), coarser);
    if (at > 0 || isOnGrid(atMs, coarser)) starts.push(at);
  }
  return [...starts, openTimeMs.length];
}

function extreme(
  values: Float64Array,
  [from, to]: readonly [number, number],
  pick: (a: number, b: number) => number,
): number {
  let found = values[from]!;
  for (let at = from + 1; at < to; at++) found = pick(found, values[at]!);
  return found;
}
