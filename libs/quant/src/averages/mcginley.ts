import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';

/** Registry entry of `mcginley`. */
export const mcginleyIndicator = defineIndicator({
  name: 'mcginley',
  family: 'average',
  meaning: 'McGinley Dynamic: an average that quickens when price falls away below it.',
  source: 'J. McGinley, Journal of Technical Analysis, 1997',
  inputs: ['source'],
  parameters: { period: bars(14), share: factor(0.6, 0.01, 1) },
  outputs: ['value'],
  pane: 'price',
  warmUp: () => 1,
  open: ({ period, share }) => {
    const state = Float64Array.of(NaN);
    return (row, out) => {
      const value = row[0]!;
      const before = state[0]!;
      if (Number.isNaN(before) || before === 0) state[0] = value;
      else state[0] = before + (value - before) / Math.max(1, share * period * (value / before) ** 4);
      if (!Number.isNaN(before)) out[0] = state[0]!;
    };
  },
});

/**
 * McGinley Dynamic: an average that adjusts its own speed.
 *
 * @param values  Positive prices, oldest first, quote units; NaN is passed over.
 * @param parameters  `period` in bars, a whole number >= 1; `share` k of it that is used, McGinley's 0.6.
 * @returns       Same unit; NaN on the first bar, whose price is the seed. A step never passes the price: the divisor is
 *                at least 1.
 * @see           J. McGinley, "McGinley Dynamic", Journal of Technical Analysis, 1997.
 */
export const mcginley = (values: Float64Array, parameters: { period: number; share: number }): Float64Array =>
  columnOf(mcginleyIndicator, { source: values }, parameters);
