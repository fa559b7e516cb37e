import { invariant } from '@orbiquant/kernel';

/** The three price columns that a range needs, equally long, oldest first, quote units. */
export type PriceColumns = { high: Float64Array; low: Float64Array; close: Float64Array };

/**
 * Average true range (Wilder): how far price usually travels in one bar, gaps included.
 *
 * @param columns  Equally long columns.
 * @param period   Smoothing in bars, a whole number >= 1; Wilder used 14.
 * @returns        Quote units, same length; NaN for the first `period` bars (the first bar has no true range).
 * @throws         Invariant, when the period is not a whole number >= 1 or the columns differ in length.
 * @see            J. W. Wilder, New Concepts in Technical Trading Systems, 1978; TA-Lib, function ATR.
 */
export function atr({ high, low, close }: PriceColumns, period: number): Float64Array {
  invariant(Number.isInteger(period) && period >= 1, 'a range needs a whole period of at least 1');
  invariant(high.length === low.length && low.length === close.length, 'price columns are equally long');
  const out = new Float64Array(close.length).fill(NaN);
  let average = 0;
  for (let at = 1; at < close.length; at++) {
    const range = Math.max(high[at]!, close[at - 1]!) - Math.min(low[at]!, close[at - 1]!);
    average = at <= period ? average + range / period : (average * (period - 1) + range) / period;
    if (at >= period) out[at] = average;
  }
  return out;
}
