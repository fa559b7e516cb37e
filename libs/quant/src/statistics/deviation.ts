import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Deviation, variances } from '../indicator/rolling/deviation.ts';
import { Mean } from '../indicator/rolling/mean.ts';

/** Registry entry of `variance`. */
export const varianceIndicator = defineIndicator({
  name: 'variance',
  family: 'statistics',
  meaning: 'Population variance of the last values.',
  source: 'TA-Lib VAR',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const spread = new Deviation(period);
    return (row, out) => {
      out[0] = spread.next(row[0]!);
    };
  },
  batch: ([values], { period }) => [variances(values!, period)],
});

/** Registry entry of `standardDeviation`. */
export const standardDeviationIndicator = defineIndicator({
  name: 'standard-deviation',
  family: 'statistics',
  meaning: 'Population standard deviation of the last values.',
  source: 'TA-Lib STDDEV',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const spread = new Deviation(period);
    return (row, out) => {
      out[0] = Math.sqrt(spread.next(row[0]!));
    };
  },
  batch: ([values], { period }) => {
    const out = variances(values!, period);
    for (let at = 0; at < out.length; at++) out[at] = Math.sqrt(out[at]!);
    return [out];
  },
});

/** Registry entry of `zScore`. */
export const zScoreIndicator = defineIndicator({
  name: 'z-score',
  family: 'statistics',
  meaning: 'Z-score: how many standard deviations the value is from the mean of the window; 0 where it is flat.',
  source: 'Stock.Indicators stdev (zScore)',
  inputs: ['source'],
  parameters: { period: bars(20, 2) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const average = new Mean(period);
    const spread = new Deviation(period);
    return (row, out) => {
      const deviation = Math.sqrt(spread.next(row[0]!));
      const distance = row[0]! - average.next(row[0]!);
      out[0] = deviation === 0 ? 0 : distance / deviation;
    };
  },
});

/**
 * Rolling population variance.
 *
 * @param values  Oldest first, any unit; NaN is passed over. `period` in bars, a whole number >= 1.
 * @returns       Unit squared; exactly 0 where the window is flat; NaN for the first `period - 1` bars. Sums are taken afresh
 *                every `period` bars, so the rounding never outlives a window.
 * @see           TA-Lib, function VAR.
 */
export const variance = (values: Float64Array, period: number): Float64Array =>
  columnOf(varianceIndicator, { source: values }, { period });

/** Rolling population standard deviation, same unit; otherwise as `variance`. @see TA-Lib, function STDDEV. */
export const standardDeviation = (values: Float64Array, period: number): Float64Array =>
  columnOf(standardDeviationIndicator, { source: values }, { period });

/** Rolling z-score, dimensionless; 0 where the window is flat; `period` >= 2; otherwise as `variance`. */
export const zScore = (values: Float64Array, period: number): Float64Array =>
  columnOf(zScoreIndicator, { source: values }, { period });
