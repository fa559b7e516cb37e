import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { WeightedAverage } from '../averages/wma.ts';
import { percentChange } from './rate-of-change.ts';

/** Registry entry of `coppock`. */
export const coppockIndicator = defineIndicator({
  name: 'coppock',
  family: 'momentum',
  meaning: 'Coppock curve: a weighted average of two rates of change added up; made for monthly bars.',
  source: 'E. Coppock, Barron’s, 1962',
  inputs: ['source'],
  parameters: { short: bars(11), long: bars(14), period: bars(10) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ short, long, period }) => Math.max(short, long) + period - 1,
  open: ({ short, long, period }) => {
    const near = new Lag(short);
    const far = new Lag(long);
    const average = new WeightedAverage(period);
    return (row, out) => {
      const value = row[0]!;
      out[0] = average.next(percentChange(value, near.next(value)) + percentChange(value, far.next(value)));
    };
  },
});

/**
 * Coppock curve.
 *
 * @param values  Oldest first, any unit; NaN is passed over. Periods in bars, whole numbers >= 1 (11, 14, 10).
 * @returns       Per cent; NaN in the warm-up.
 * @see           E. Coppock, Barron's, 15 October 1962.
 */
export const coppock = (
  values: Float64Array,
  parameters: { short: number; long: number; period: number },
): Float64Array => columnOf(coppockIndicator, { source: values }, parameters);
