import { invariant } from '@orbiquant/kernel';

/**
 * Realised volatility: the standard deviation of one-bar log returns over a window, around zero.
 *
 * @param close   Closing prices, oldest first, quote units, > 0.
 * @param period  Returns in the window, a whole number >= 1.
 * @returns       Per bar (0.01 = 1 %), same length; NaN for the first `period` bars. Annualise at the caller.
 * @throws        Invariant, when `period` is not a whole number >= 1.
 * @see           T. Andersen, T. Bollerslev, F. Diebold, P. Labys, "Modeling and Forecasting Realized Volatility", 2003.
 */
export function realisedVolatility(close: Float64Array, period: number): Float64Array {
  invariant(Number.isInteger(period) && period >= 1, 'volatility needs a whole period of at least 1');
  const out = new Float64Array(close.length).fill(NaN);
  for (let end = period; end < close.length; end++) {
    let sum = 0;
    for (let at = end - period + 1; at <= end; at++) sum += Math.log(close[at]! / close[at - 1]!) ** 2;
    out[end] = Math.sqrt(sum / period);
  }
  return out;
}
