import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Prices } from '../indicator/prices.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingExtreme } from '../indicator/rolling/rolling-extreme.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';

/** Registry entry of `choppiness`. */
export const choppinessIndicator = defineIndicator({
  name: 'choppiness',
  family: 'trend',
  meaning: 'Choppiness: how much of the travelling led nowhere; near 100 sideways, near 0 one straight move.',
  source: 'E. Dreiss, 1993; Stock.Indicators chop',
  inputs: ['high', 'low', 'close'],
  parameters: { period: bars(14, 2) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const before = new Lag(1);
    const travelled = new RollingSum(period);
    const highest = new RollingExtreme(period, 1);
    const lowest = new RollingExtreme(period, -1);
    const scale = 100 / Math.log10(period);
    return (row, out) => {
      const close = before.next(row[2]!);
      const top = Math.max(row[0]!, close);
      const bottom = Math.min(row[1]!, close);
      const distance = travelled.next(top - bottom);
      const range = highest.next(top) - lowest.next(bottom);
      out[0] = range === 0 ? 100 : scale * Math.log10(distance / range);
    };
  },
});

/**
 * Choppiness index.
 *
 * @param prices  Equally long columns, quote units, oldest first; `period` in bars, a whole number >= 2 (14).
 * @returns       About 0 to 100; 100 where price has no range; NaN for the first `period` bars. True highs and lows are
 *                used, so that a gap counts as range.
 * @see           E. Dreiss, 1993.
 */
export const choppiness = (prices: Prices, period: number): Float64Array =>
  columnOf(choppinessIndicator, prices, { period });
