import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { RollingSum, rollingMeans } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `trima`. */
export const trimaIndicator = defineIndicator({
  name: 'trima',
  family: 'average',
  meaning: 'Triangular moving average: a mean of means, so that the middle of the window weighs most.',
  source: 'TA-Lib TRIMA',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const long = Math.floor(period / 2) + 1;
    const short = period + 1 - long;
    const inner = new RollingSum(short);
    const outer = new RollingSum(long);
    return (row, out) => {
      out[0] = outer.next(inner.next(row[0]!) / short) / long;
    };
  },
  batch: ([values], { period }) => {
    const long = Math.floor(period / 2) + 1;
    return [rollingMeans(rollingMeans(values!, period + 1 - long), long)];
  },
});

/**
 * Triangular moving average: the simple average of a simple average.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  Whole window in bars, a whole number >= 1.
 * @returns       Same length and unit; NaN for the first `period - 1` bars.
 * @see           TA-Lib, function TRIMA.
 */
export const trima = (values: Float64Array, period: number): Float64Array =>
  columnOf(trimaIndicator, { source: values }, { period });
