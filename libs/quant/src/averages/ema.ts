import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { emaColumn, emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `ema`. */
export const emaIndicator = defineIndicator({
  name: 'ema',
  family: 'average',
  meaning: 'Exponential moving average: recent bars count most; seeded with the plain mean of the first period.',
  source: 'TA-Lib EMA',
  inputs: ['source'],
  parameters: { period: bars(20) },
  outputs: ['value'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const average = emaSmoother(period);
    return (row, out) => {
      out[0] = average.next(row[0]!);
    };
  },
  batch: ([values], { period }) => [emaColumn(values!, period)],
});

/**
 * Exponential moving average, seeded with the simple average of the first `period` values.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param period  Span n in bars (weight 2 / (n + 1)), a whole number >= 1.
 * @returns       Same length and unit; NaN for the first `period - 1` bars.
 * @throws        Invariant, when `period` is not a whole number >= 1.
 * @see           TA-Lib, function EMA (default compatibility).
 */
export const ema = (values: Float64Array, period: number): Float64Array =>
  columnOf(emaIndicator, { source: values }, { period });
