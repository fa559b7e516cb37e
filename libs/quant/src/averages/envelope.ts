import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `envelope`. */
export const envelopeIndicator = defineIndicator({
  name: 'envelope',
  family: 'average',
  meaning: 'Moving average envelope: a simple average with bands at a fixed percentage above and below.',
  source: 'Stock.Indicators ma-env',
  inputs: ['source'],
  parameters: { period: bars(20), offsetPct: factor(2.5, 0, 99) },
  outputs: ['middle', 'upper', 'lower'],
  pane: 'price',
  warmUp: ({ period }) => period - 1,
  open: ({ period, offsetPct }) => {
    const sum = new RollingSum(period);
    return (row, out) => {
      const middle = (out[0] = sum.next(row[0]!) / period);
      out[1] = middle + (middle * offsetPct) / 100;
      out[2] = middle - (middle * offsetPct) / 100;
    };
  },
});

/**
 * Moving average envelope.
 *
 * @param values  Oldest first, any unit; NaN is passed over.
 * @param parameters  `period` in bars, a whole number >= 1; `offsetPct` in per cent of the average.
 * @returns       `middle`, `upper`, `lower`, same unit; NaN for the first `period - 1` bars.
 */
export const envelope = (values: Float64Array, parameters: { period: number; offsetPct: number }) =>
  columnsOf(envelopeIndicator, { source: values }, parameters);
