import { invariant } from '@orbiquant/kernel';
import type { Ranges } from '../indicator/prices.ts';
import { highest, lowest } from '../volatility/extremes.ts';

/** Swings as published: at the bar where they happened. */
export type PublishedSwings = {
  /** 1 a swing high, -1 a swing low, NaN neither. */
  readonly direction: Float64Array;
  /** Its price, quote units. */
  readonly level: Float64Array;
};

/**
 * Swing highs and lows in the published definition, alternating. LOOKS AHEAD: `length` bars for each swing, and any number
 * for its removal by a better one; first and last bar count as swings. For describing charts, never as a feature or
 * signal; use `swingPivots` for those.
 *
 * @param ranges  `high` and `low`, quote units, equally long, oldest first; `length` in bars, a whole number >= 1.
 * @throws        Invariant, when `length` is not a whole number >= 1.
 * @see           smart-money-concepts, function swing_highs_lows.
 */
export function swingHighsLows(ranges: Ranges, length: number): PublishedSwings {
  invariant(Number.isInteger(length) && length >= 1, 'a swing needs a whole length of at least 1');
  let bars = candidates(ranges, length);
  for (let before = -1; before !== bars.length;) {
    before = bars.length;
    bars = alternating(bars, ranges);
  }
  return columnsOfSwings(withEnds(bars, ranges.high.length), ranges);
}

type Swing = { readonly at: number; readonly direction: number };

function candidates({ high, low }: Ranges, length: number): Swing[] {
  const top = highest(high, 2 * length);
  const bottom = lowest(low, 2 * length);
  const found: Swing[] = [];
  // The source looks at windows of a column that is already moved back, so its first full one ends at 2 length - 1.
  for (let at = 2 * length - 1; at + length < high.length; at++) {
    if (high[at] === top[at + length]) found.push({ at, direction: 1 });
    else if (low[at] === bottom[at + length]) found.push({ at, direction: -1 });
  }
  return found;
}

/** Of two neighbours in one direction the better stays, the earlier if they are equal; all pairs judged at once. */
function alternating(swings: readonly Swing[], { high, low }: Ranges): Swing[] {
  const score = ({ at, direction }: Swing): number => (direction > 0 ? high[at]! : -low[at]!);
  return swings.filter((swing, k) => {
    const [before, after] = [swings[k - 1], swings[k + 1]];
    const beatenByNext = after?.direction === swing.direction && score(swing) < score(after);
    const beatenByLast = before?.direction === swing.direction && score(before) >= score(swing);
    return !beatenByNext && !beatenByLast;
  });
}

function withEnds(swings: readonly Swing[], length: number): Swing[] {
  const [first, last] = [swings[0], swings.at(-1)];
  if (!first || !last) return [];
  return [{ at: 0, direction: -first.direction }, ...swings, { at: length - 1, direction: -last.direction }];
}

function columnsOfSwings(swings: readonly Swing[], { high, low }: Ranges): PublishedSwings {
  const direction = new Float64Array(high.length).fill(NaN);
  const level = new Float64Array(high.length).fill(NaN);
  for (const swing of swings) {
    direction[swing.at] = swing.direction;
    level[swing.at] = swing.direction > 0 ? high[swing.at]! : low[swing.at]!;
  }
  return { direction, level };
}
