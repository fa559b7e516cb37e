import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { WeightedSum } from '../indicator/rolling/weighted-sum.ts';

/** A bar-by-bar linearly weighted average. */
export class WeightedAverage {
  private readonly sum: WeightedSum;
  private readonly weights: number;

  constructor(period: number) {
    this.sum = new WeightedSum(period);
    this.weights = (period * (period + 1)) / 2;
  }

  /** NaN until the window is full. NaN is passed over and does not count. */
  next(value: number): number {
    return this.sum.next(value) / this.weights;
  }
}

/** Registry entry of `wma`. */
export const wmaIndicator = defineIndicator({
  name: 'wma',
  family: 'average',
  meaning: 'Linearly weighted moving average: the newest bar weighs most, the oldest least.',
  source: 'TA-Lib WMA',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const average = new WeightedAverage(period);
    return (row, out) => {
      out[0] = average.next(row[0]!);
    };
  },
});

/**
 * Linearly weighted moving average: the newest of `period` values weighs `period`, the oldest 1.
 *
 * @param values  Oldest first, any unit; NaN (another indicator's warm-up) is passed over.
 * @param period  Window in bars, a whole number >= 1.
 * @returns       Same length and unit; NaN until `period` values are known. The sums carry their rounding errors: no drift.
 * @throws        Invariant, when `period` is not a whole number >= 1.
 * @see           TA-Lib, function WMA.
 */
export const wma = (values: Float64Array, period: number): Float64Array =>
  columnOf(wmaIndicator, { source: values }, { period });
