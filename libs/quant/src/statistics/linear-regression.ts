import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Deviation } from '../indicator/rolling/deviation.ts';
import { WeightedSum } from '../indicator/rolling/weighted-sum.ts';

/** Registry entry of `linearRegression`. */
export const linearRegressionIndicator = defineIndicator({
  name: 'linear-regression',
  family: 'statistics',
  meaning:
    'Least-squares line through the last values: where it ends, its slope per bar, where it begins, how well it fits.',
  source: 'TA-Lib LINEARREG, LINEARREG_SLOPE, LINEARREG_INTERCEPT, TSF',
  inputs: ['source'],
  parameters: { period: bars(14, 2) },
  outputs: ['value', 'slope', 'intercept', 'rSquared', 'forecast'],
  sparse: ['rSquared'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const sum = new WeightedSum(period);
    const spread = new Deviation(period);
    const squares = (period * (period * period - 1)) / 12;
    return (row, out) => {
      const variance = spread.next(row[0]!);
      if (Number.isNaN(sum.next(row[0]!))) return;
      const mean = (sum.plain.high + sum.plain.low) / period;
      const slope = variance === 0 ? 0 : sum.moment() / squares;
      const half = (slope * (period - 1)) / 2;
      out[0] = mean + half;
      out[1] = slope;
      out[2] = mean - half;
      out[3] = variance === 0 ? NaN : Math.min(1, (slope * slope * squares) / (period * variance));
      out[4] = mean + half + slope;
    };
  },
});

/**
 * Rolling linear regression on the bar number.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `period` in bars, a whole number >= 2.
 * @returns       `value` (line at this bar), `slope` per bar, `intercept` (line at the oldest bar), `rSquared` 0 to 1 (NaN where
 *                the window is flat), `forecast` (line at the next bar); NaN for the first `period - 1` bars.
 * @see           TA-Lib, functions LINEARREG, LINEARREG_SLOPE, LINEARREG_INTERCEPT, TSF.
 */
export const linearRegression = (values: Float64Array, period: number) =>
  columnsOf(linearRegressionIndicator, { source: values }, { period });
