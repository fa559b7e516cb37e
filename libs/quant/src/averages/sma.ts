import { invariant } from '@orbiquant/kernel';

/**
 * Simple moving average: the plain mean of the last `period` values.
 *
 * @param values  Oldest first, any unit.
 * @param period  Window in bars, a whole number >= 1.
 * @returns       Same length and unit; NaN for the first `period - 1` bars.
 * @throws        Invariant, when `period` is not a whole number >= 1.
 * @see           TA-Lib, function SMA.
 */
export function sma(values: Float64Array, period: number): Float64Array {
  invariant(Number.isInteger(period) && period >= 1, 'an average needs a whole period of at least 1');
  const out = new Float64Array(values.length).fill(NaN);
  for (let end = period - 1; end < values.length; end++) {
    // Summed afresh: a running sum drifts, and two starts of the series would then disagree in the last digits.
    let sum = 0;
    for (let at = end - period + 1; at <= end; at++) sum += values[at]!;
    out[end] = sum / period;
  }
  return out;
}
