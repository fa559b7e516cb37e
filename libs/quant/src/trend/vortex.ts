import { columnsOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';
import { TrueRange } from '../indicator/rolling/true-range.ts';

/** Registry entry of `vortex`. */
export const vortexIndicator = defineIndicator({
  name: 'vortex',
  family: 'trend',
  meaning: 'Vortex: upward and downward swings from bar to bar as shares of the distance travelled.',
  source: 'E. Botes, D. Siepman, Stocks & Commodities, 2010',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(14) },
  outputs: ['plus', 'minus'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const range = new TrueRange();
    const [highs, lows] = [new Lag(1), new Lag(1)];
    const [ranges, ups, downs] = [new RollingSum(period), new RollingSum(period), new RollingSum(period)];
    return (row, out) => {
      const travelled = ranges.next(range.next(row[0]!, row[1]!, row[2]!));
      const up = ups.next(Math.abs(row[0]! - lows.next(row[1]!)));
      const down = downs.next(Math.abs(row[1]! - highs.next(row[0]!)));
      out[0] = travelled === 0 ? 0 : up / travelled;
      out[1] = travelled === 0 ? 0 : down / travelled;
    };
  },
});

/**
 * Vortex indicator.
 *
 * @param prices  Equally long columns, quote units, oldest first; `period` in bars, a whole number >= 1 (14).
 * @returns       `plus` and `minus`, around 1; 0 where nothing moved; NaN for the first `period` bars.
 * @see           E. Botes, D. Siepman, "The Vortex Indicator", Stocks & Commodities, January 2010.
 */
export const vortex = (prices: Prices, period: number) => columnsOf(vortexIndicator, prices, { period });
