import { invariant } from '@orbiquant/kernel';

/**
 * Exponential moving average, seeded with the simple average of the first `period` values.
 *
 * @param values  Oldest first, any unit.
 * @param period  Span n in bars (weight 2 / (n + 1)), a whole number >= 1.
 * @returns       Same length and unit; NaN for the first `period - 1` bars.
 * @throws        Invariant, when `period` is not a whole number >= 1.
 * @see           TA-Lib, function EMA (default compatibility).
 */
export function ema(values: Float64Array, period: number): Float64Array {
  invariant(Number.isInteger(period) && period >= 1, 'an average needs a whole period of at least 1');
  const out = new Float64Array(values.length).fill(NaN);
  if (values.length < period) return out;
  const weight = 2 / (period + 1);
  let average = values.subarray(0, period).reduce((sum, value) => sum + value, 0) / period;
  out[period - 1] = average;
  for (let at = period; at < values.length; at++) {
    average += weight * (values[at]! - average);
    out[at] = average;
  }
  return out;
}
