import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import { Mean } from '../indicator/rolling/mean.ts';

/** Registry entry of `balanceOfPower`. */
export const balanceOfPowerIndicator = defineIndicator({
  name: 'balance-of-power',
  family: 'momentum',
  meaning: "Balance of power: the bar's body as a share of its range, -1 to 1, averaged.",
  source: 'TA-Lib BOP (period 1); I. Livshin, 2001',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { period: bars(14) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period - 1,
  open: ({ period }) => {
    const average = new Mean(period);
    return (row, out) => {
      const range = row[1]! - row[2]!;
      out[0] = average.next(range === 0 ? 0 : (row[3]! - row[0]!) / range);
    };
  },
});

/**
 * Balance of power: (close - open) / (high - low), averaged over `period` bars.
 *
 * @param bars    Equally long columns, quote units, oldest first; `period` is a whole number >= 1 (1 = TA-Lib's BOP).
 * @returns       -1 to 1; a bar without a range counts as 0; NaN for the first `period - 1` bars.
 * @see           TA-Lib, function BOP.
 */
export const balanceOfPower = (
  columns: { open: Float64Array; high: Float64Array; low: Float64Array; close: Float64Array },
  period: number,
): Float64Array => columnOf(balanceOfPowerIndicator, columns, { period });
