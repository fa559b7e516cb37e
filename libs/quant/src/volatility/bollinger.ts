import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';
import { Deviation, variances } from '../indicator/rolling/deviation.ts';
import { Mean } from '../indicator/rolling/mean.ts';
import { rollingMeans } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `bollinger`. */
export const bollingerIndicator = defineIndicator({
  name: 'bollinger',
  family: 'volatility',
  meaning:
    'Bollinger bands: an average with bands some deviations away, where price stands in them (%b) and how wide they are.',
  source: 'TA-Lib BBANDS; J. Bollinger, Bollinger on Bollinger Bands, 2001',
  inputs: ['source'],
  parameters: { period: bars(20, 2), deviations: factor(2, 0.01, 100) },
  outputs: ['middle', 'upper', 'lower', 'percentB', 'width'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period, deviations }) => {
    const average = new Mean(period);
    const spread = new Deviation(period);
    return (row, out) => {
      const middle = average.next(row[0]!);
      const half = deviations * Math.sqrt(spread.next(row[0]!));
      out[0] = middle;
      out[1] = middle + half;
      out[2] = middle - half;
      out[3] = half === 0 ? 0.5 : (row[0]! - middle + half) / (2 * half);
      out[4] = middle === 0 ? 0 : (2 * half) / middle;
    };
  },
  batch: ([values], { period, deviations }) => {
    const middle = rollingMeans(values!, period);
    const upper = variances(values!, period);
    const [lower, percentB, width] = [upper.slice(), upper.slice(), upper.slice()];
    for (let at = 0; at < middle.length; at++) {
      const mean = middle[at]!;
      const half = deviations * Math.sqrt(upper[at]!);
      upper[at] = mean + half;
      lower[at] = mean - half;
      percentB[at] = half === 0 ? 0.5 : (values![at]! - mean + half) / (2 * half);
      width[at] = mean === 0 ? 0 : (2 * half) / mean;
    }
    return [middle, upper, lower, percentB, width];
  },
});

/**
 * Bollinger bands.
 *
 * @param values      Oldest first, any unit; NaN is passed over.
 * @param parameters  `period` in bars, a whole number >= 2; `deviations` (population) from the average, > 0.
 * @returns           `middle`, `upper`, `lower` in the same unit; `percentB` 0 at the lower, 1 at the upper band (0.5 where
 *                    they meet); `width` as a share of the middle. NaN for the first `period - 1` bars.
 * @see               TA-Lib, function BBANDS.
 */
export const bollinger = (values: Float64Array, parameters: { period: number; deviations: number }) =>
  columnsOf(bollingerIndicator, { source: values }, parameters);
