import type { Candles } from '../indicator/prices.ts';

/** Gaps as published: at the middle candle, which is one bar before they are known. */
export type PublishedGaps = {
  /** 1 upwards, -1 downwards, NaN for none. */
  readonly direction: Float64Array;
  readonly top: Float64Array;
  readonly bottom: Float64Array;
  /** Bar that first trades back into the gap, 0 for none so far, NaN where there is no gap. */
  readonly mitigatedAt: Float64Array;
};

/**
 * Fair value gaps in the published definition. LOOKS AHEAD: one bar for the gap, any number for its mitigation. For
 * describing charts, never as a feature or signal; use `fairValueGap` for those.
 *
 * @param candles          Equally long columns, quote units, oldest first.
 * @param joinConsecutive  Whether gaps on consecutive bars in one direction are joined into the last of them.
 * @see                    smart-money-concepts, function fvg.
 */
export function fairValueGaps(candles: Candles, joinConsecutive: boolean): PublishedGaps {
  const length = candles.close.length;
  const empty = (): Float64Array => new Float64Array(length).fill(NaN);
  const gaps = { direction: empty(), top: empty(), bottom: empty(), mitigatedAt: empty() };
  for (let at = 1; at + 1 < length; at++) markGap(gaps, candles, at);
  if (joinConsecutive) joinGaps(gaps);
  for (let at = 0; at < length; at++)
    if (!Number.isNaN(gaps.direction[at]!)) gaps.mitigatedAt[at] = touchOf(gaps, candles, at);
  return gaps;
}

function markGap(gaps: PublishedGaps, { open, high, low, close }: Candles, at: number): void {
  const up = high[at - 1]! < low[at + 1]! && close[at]! > open[at]!;
  const down = low[at - 1]! > high[at + 1]! && close[at]! < open[at]!;
  if (!up && !down) return;
  gaps.direction[at] = up ? 1 : -1;
  gaps.top[at] = up ? low[at + 1]! : low[at - 1]!;
  gaps.bottom[at] = up ? high[at - 1]! : high[at + 1]!;
}

function joinGaps({ direction, top, bottom }: PublishedGaps): void {
  for (let at = 0; at + 1 < direction.length; at++) {
    if (direction[at] !== direction[at + 1]) continue;
    top[at + 1] = Math.max(top[at]!, top[at + 1]!);
    bottom[at + 1] = Math.min(bottom[at]!, bottom[at + 1]!);
    direction[at] = top[at] = bottom[at] = NaN;
  }
}

function touchOf({ direction, top, bottom }: PublishedGaps, { high, low }: Candles, from: number): number {
  for (let at = from + 2; at < high.length; at++)
    if (direction[from]! > 0 ? low[at]! <= top[from]! : high[at]! >= bottom[from]!) return at;
  return 0;
}
