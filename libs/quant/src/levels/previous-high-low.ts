import type { Ranges } from '../indicator/prices.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Frames in which highs and lows are looked up; a week is named by the Sunday that ends it, as the source has it. */
export type PreviousFrame = '4h' | '1D' | 'W';

/** High and low of an earlier frame, and whether price has gone beyond them since. */
export type PreviousHighLow = {
  readonly high: Float64Array;
  readonly low: Float64Array;
  /** 1 once the current frame has traded above the high, else 0. */
  readonly brokenHigh: Float64Array;
  /** 1 once the current frame has traded below the low, else 0. */
  readonly brokenLow: Float64Array;
};

type Frame = { readonly labelMs: number; high: number; low: number };

/**
 * High and low of the frame before, in the published definition: of all frames named before the bar's time, the last but
 * one. For `4h` and `1D` the first bar of a frame therefore still sees the frame before the previous one; for `W`, named
 * by its end, always. It looks nowhere ahead, but lags; descriptive, for comparison with charts of that source.
 *
 * @param columns  `openTimeMs` epoch ms UTC ascending, `high`, `low` quote units; equally long.
 * @see            smart-money-concepts, function previous_high_low.
 */
export function previousHighLow(
  columns: Ranges & { readonly openTimeMs: Float64Array },
  frame: PreviousFrame,
): PreviousHighLow {
  const frames = framesOf(columns, frame);
  const length = columns.high.length;
  const column = (value: number): Float64Array => new Float64Array(length).fill(value);
  const out = { high: column(NaN), low: column(NaN), brokenHigh: column(0), brokenLow: column(0) };
  let [before, seen] = [0, -1];
  for (let at = 0; at < length; at++) {
    while (before < frames.length && frames[before]!.labelMs < columns.openTimeMs[at]!) before++;
    const index = before - 2;
    if (index < 0) continue;
    writeBar(out, { ...frames[index]!, fresh: index !== seen, at }, columns);
    seen = index;
  }
  return out;
}

function writeBar(
  out: PreviousHighLow,
  { high, low, fresh, at }: Frame & { fresh: boolean; at: number },
  columns: Ranges,
): void {
  // The source keeps the levels in single precision, so that a price equal to one may count as beyond it.
  const carried = (broken: Float64Array): boolean => !fresh && broken[at - 1] === 1;
  out.high[at] = high;
  out.low[at] = low;
  out.brokenHigh[at] = columns.high[at]! > Math.fround(high) || carried(out.brokenHigh) ? 1 : 0;
  out.brokenLow[at] = columns.low[at]! < Math.fround(low) || carried(out.brokenLow) ? 1 : 0;
}

function framesOf(columns: Ranges & { readonly openTimeMs: Float64Array }, frame: PreviousFrame): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < columns.high.length; at++) {
    const labelMs = labelOf(columns.openTimeMs[at]!, frame);
    const last = frames.at(-1);
    if (last?.labelMs !== labelMs) frames.push({ labelMs, high: columns.high[at]!, low: columns.low[at]! });
    else {
      last.high = Math.max(last.high, columns.high[at]!);
      last.low = Math.min(last.low, columns.low[at]!);
    }
  }
  return frames;
}

/** Days and hours are named by their start; a week by midnight of the Sunday it ends with (epoch day 3 was a Sunday). */
function labelOf(atMs: number, frame: PreviousFrame): number {
  if (frame === '4h') return Math.floor(atMs / (4 * HOUR_MS)) * 4 * HOUR_MS;
  const day = Math.floor(atMs / DAY_MS) * DAY_MS;
  return frame === '1D' ? day : Math.ceil((day - 3 * DAY_MS) / WEEK_MS) * WEEK_MS + 3 * DAY_MS;
}
