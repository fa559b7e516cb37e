import { invariant } from '@orbiquant/kernel';

/**
 * Linearly weighted moving average: the newest of `period` values weighs `period`, the oldest 1.
 *
 * @param values  Oldest first, any unit; leading NaN (another indicator's warm-up) is carried through.
 * @param period  Window in bars, a whole number >= 1.
 * @returns       Same length and unit; NaN until `period` values are known.
 * @throws        Invariant, when `period` is not a whole number >= 1.
 * @see           TA-Lib, function WMA.
 */
export function wma(values: Float64Array, period: number): Float64Array {
  invariant(Number.isInteger(period) && period >= 1, 'an average needs a whole period of at least 1');
  const out = new Float64Array(values.length).fill(NaN);
  const weights = (period * (period + 1)) / 2;
  for (let end = period - 1; end < values.length; end++) {
    let sum = 0;
    for (let k = 0; k < period; k++) sum += values[end - k]! * (period - k);
    out[end] = sum / weights;
  }
  return out;
}
