import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { wilderColumn, wilderSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `rma`. */
export const rmaIndicator = defineIndicator({
  name: 'rma',
  family: 'average',
  meaning: "Wilder's moving average (RMA, SMMA): an exponential average of weight 1 / period.",
  source: 'J. W. Wilder, New Concepts in Technical Trading Systems, 1978; Tulip wilders',
  inputs: ['source'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const average = wilderSmoother(period);
    return (row, out) => {
      out[0] = average.next(row[0]!);
    };
  },
  batch: ([values], { period }) => [wilderColumn(values!, period)],
});

/**
 * Wilder's moving average, also called RMA or smoothed moving average (SMMA): slow to forget.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  n in bars (weight 1 / n), a whole number >= 1; seeded with the mean of the first n.
 * @returns       Same length and unit; NaN for the first `period - 1` bars.
 * @see           J. W. Wilder, New Concepts in Technical Trading Systems, 1978.
 */
export const rma = (values: Float64Array, period: number): Float64Array =>
  columnOf(rmaIndicator, { source: values }, { period });
