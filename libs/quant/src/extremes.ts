import { invariant } from '@orbiquant/kernel';

/**
 * Highest value of the `period` bars before each bar, the bar itself left out: the upper Donchian channel that a
 * breakout has to pass.
 *
 * @returns  Same unit and length; NaN for the first `period` bars.
 * @throws   Invariant, when `period` is not a whole number >= 1.
 * @see      R. Donchian's channel rule as described in C. Faith, Way of the Turtle, 2007.
 */
export function priorHighest(values: Float64Array, period: number): Float64Array {
  return priorExtreme(values, period, Math.max);
}

/**
 * Lowest value of the `period` bars before each bar, the bar itself left out.
 *
 * @returns  Same unit and length; NaN for the first `period` bars.
 * @throws   Invariant, when `period` is not a whole number >= 1.
 * @see      R. Donchian's channel rule as described in C. Faith, Way of the Turtle, 2007.
 */
export function priorLowest(values: Float64Array, period: number): Float64Array {
  return priorExtreme(values, period, Math.min);
}

function priorExtreme(values: Float64Array, period: number, pick: (a: number, b: number) => number): Float64Array {
  invariant(Number.isInteger(period) && period >= 1, 'a channel needs a whole period of at least 1');
  const out = new Float64Array(values.length).fill(NaN);
  for (let at = period; at < values.length; at++)
    out[at] = values.subarray(at - period, at).reduce((a, b) => pick(a, b));
  return out;
}
