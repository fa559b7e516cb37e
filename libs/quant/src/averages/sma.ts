import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { RollingSum, rollingMeans } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `sma`. */
export const smaIndicator = defineIndicator({
  name: 'sma',
  family: 'average',
  meaning: 'Simple moving average: the plain mean of the last bars.',
  source: 'TA-Lib SMA',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const sum = new RollingSum(period);
    return (row, out) => {
      out[0] = sum.next(row[0]!) / period;
    };
  },
  batch: ([values], { period }) => [rollingMeans(values!, period)],
});

/**
 * Simple moving average: the plain mean of the last `period` values.
 *
 * @param values  Oldest first, any unit; leading NaN (another indicator's warm-up) is carried through.
 * @param period  Window in bars, a whole number >= 1.
 * @returns       Same length and unit; NaN for the first `period - 1` bars. The running sum carries its rounding errors
 *                beside it: after n bars it is off by less than n 2^-105 of the largest sum it has held.
 * @throws        Invariant, when `period` is not a whole number >= 1.
 * @see           TA-Lib, function SMA.
 */
export const sma = (values: Float64Array, period: number): Float64Array =>
  columnOf(smaIndicator, { source: values }, { period });
