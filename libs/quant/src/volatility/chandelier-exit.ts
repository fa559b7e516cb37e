import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars, factor } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { RollingExtreme } from '../indicator/rolling/rolling-extreme.ts';
import { wilderSmoother } from '../indicator/rolling/smoother.ts';
import { TrueRange } from '../indicator/rolling/true-range.ts';

/** Registry entry of `chandelierExit`. */
export const chandelierExitIndicator = defineIndicator({
  name: 'chandelier-exit',
  family: 'volatility',
  meaning: 'Chandelier exit: a stop that hangs some average true ranges from the best price of the window.',
  source: 'C. Le Beau; Stock.Indicators chexit, Tulip ce',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(22), multiplier: factor(3, 0.01, 100) },
  outputs: ['long', 'short'],
  pane: 'price',
  warmUp: ({ period }) => period,
  open: ({ period, multiplier }) => {
    const range = new TrueRange();
    const average = wilderSmoother(period);
    const [highest, lowest] = [new RollingExtreme(period, 1), new RollingExtreme(period, -1)];
    return (row, out) => {
      const distance = multiplier * average.next(range.next(row[0]!, row[1]!, row[2]!));
      out[0] = highest.next(row[0]!) - distance;
      out[1] = lowest.next(row[1]!) + distance;
    };
  },
});

/**
 * Chandelier exit.
 *
 * @param prices      Equally long columns, quote units, oldest first.
 * @param parameters  `period` of window and ATR in bars, a whole number >= 1 (22); `multiplier` of the ATR, > 0 (3).
 * @returns           `long` (stop of a long position) and `short`, quote units; NaN for the first `period` bars.
 */
export const chandelierExit = (prices: Prices, parameters: { period: number; multiplier: number }) =>
  columnsOf(chandelierExitIndicator, prices, parameters);
