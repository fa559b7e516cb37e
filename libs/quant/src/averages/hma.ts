import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { WeightedAverage } from './wma.ts';

/** Registry entry of `hma`. */
export const hmaIndicator = defineIndicator({
  name: 'hma',
  family: 'average',
  meaning: 'Hull moving average: twice a fast minus a slow weighted average, smoothed; it lags little.',
  source: 'A. Hull, How to reduce lag in a moving average, 2005; Tulip hma',
  inputs: ['source'],
  parameters: { period: bars(16, 2) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1 + Math.floor(Math.sqrt(period)) - 1,
  open: ({ period }) => {
    const fast = new WeightedAverage(Math.floor(period / 2));
    const slow = new WeightedAverage(period);
    const smooth = new WeightedAverage(Math.floor(Math.sqrt(period)));
    return (row, out) => {
      out[0] = smooth.next(2 * fast.next(row[0]!) - slow.next(row[0]!));
    };
  },
});

/**
 * Hull moving average: a weighted average of twice the fast minus the slow weighted average, which lags little.
 * WMA(2 WMA(n/2) - WMA(n), floor(sqrt n)).
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  n in bars, a whole number >= 2.
 * @returns       Same length and unit; the first value stands at bar n - 1 + floor(sqrt n) - 1, NaN before.
 * @throws        Invariant, when `period` is not a whole number >= 2.
 * @see           A. Hull, "How to reduce lag in a moving average", 2005; Tulip Indicators, function hma.
 */
export const hma = (values: Float64Array, period: number): Float64Array =>
  columnOf(hmaIndicator, { source: values }, { period });
