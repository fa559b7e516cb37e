import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Ranges } from '../indicator/prices.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';
import { emaSmoother } from '../indicator/rolling/smoother.ts';

/** Registry entry of `massIndex`. */
export const massIndexIndicator = defineIndicator({
  name: 'mass-index',
  family: 'trend',
  meaning: 'Mass index: whether ranges widen and narrow again, which often precedes a turn (27, then below 26.5).',
  source: 'D. Dorsey, Stocks & Commodities, 1992; Tulip mass',
  inputs: ['high', 'low'],
  parameters: { smooth: bars(9), period: bars(25) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ smooth, period }) => 2 * (smooth - 1) + period - 1,
  open: ({ smooth, period }) => {
    const once = emaSmoother(smooth);
    const twice = emaSmoother(smooth);
    const sum = new RollingSum(period);
    return (row, out) => {
      const range = once.next(row[0]! - row[1]!);
      const slow = twice.next(range);
      out[0] = sum.next(slow === 0 ? 1 : range / slow);
    };
  },
});

/**
 * Mass index.
 *
 * @param ranges      `high` and `low`, quote units, equally long, oldest first. Periods in bars, whole numbers >= 1 (9, 25).
 * @returns           Around `period`; a bar without range counts as 1; NaN in the warm-up.
 * @see               D. Dorsey, "The Mass Index", Stocks & Commodities, June 1992.
 */
export const massIndex = (ranges: Ranges, parameters: { smooth: number; period: number }): Float64Array =>
  columnOf(massIndexIndicator, ranges, parameters);
