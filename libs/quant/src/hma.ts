import { invariant } from '@orbiquant/kernel';
import { wma } from './wma.ts';

/**
 * Hull moving average: a weighted average of twice the fast minus the slow weighted average, which lags little.
 * WMA(2 WMA(n/2) - WMA(n), floor(sqrt n)).
 *
 * @param values  Oldest first, any unit.
 * @param period  n in bars, a whole number >= 2.
 * @returns       Same length and unit; the first value stands at bar n - 1 + floor(sqrt n) - 1, NaN before.
 * @throws        Invariant, when `period` is not a whole number >= 2.
 * @see           A. Hull, "How to reduce lag in a moving average", 2005; Tulip Indicators, function hma.
 */
export function hma(values: Float64Array, period: number): Float64Array {
  invariant(Number.isInteger(period) && period >= 2, 'a Hull average needs a whole period of at least 2');
  const fast = wma(values, Math.floor(period / 2));
  const slow = wma(values, period);
  const difference = values.map((_value, at) => 2 * fast[at]! - slow[at]!);
  return wma(difference, Math.floor(Math.sqrt(period)));
}
