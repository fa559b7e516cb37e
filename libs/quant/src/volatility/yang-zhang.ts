import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Candles } from '../indicator/prices.ts';
import { Deviation } from '../indicator/rolling/deviation.ts';
import { Lag } from '../indicator/rolling/lag.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';
import { rogersSatchellVariance } from './range-volatility.ts';

/** Registry entry of `yangZhangVolatility`. */
export const yangZhangVolatilityIndicator = defineIndicator({
  name: 'yang-zhang-volatility',
  family: 'volatility',
  meaning: 'Yang-Zhang volatility: from all four prices and the gaps between bars, right under any drift.',
  source: 'D. Yang, Q. Zhang, Journal of Business 73, 2000',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { period: bars(20, 2) },
  outputs: ['value'],
  pane: 'own',
  warmUp: ({ period }) => period,
  open: ({ period }) => {
    const before = new Lag(1);
    const [gaps, bodies] = [new Deviation(period), new Deviation(period)];
    const ranges = new RollingSum(period);
    const share = 0.34 / (1.34 + (period + 1) / (period - 1));
    const sample = period / (period - 1);
    return (row, out) => {
      const close = before.next(row[3]!);
      if (Number.isNaN(close)) return;
      const gap = sample * gaps.next(Math.log(row[0]! / close));
      const body = sample * bodies.next(Math.log(row[3]! / row[0]!));
      const range = Math.max(0, ranges.next(rogersSatchellVariance(row)) / period);
      out[0] = Math.sqrt(gap + share * body + (1 - share) * range);
    };
  },
});

/**
 * Yang-Zhang volatility.
 *
 * @param candles  Equally long columns, quote units, > 0, oldest first; `period` in bars, a whole number >= 2.
 * @returns        Per bar (0.01 = 1 %); NaN for the first `period` bars. Annualise at the caller.
 * @see            D. Yang, Q. Zhang, "Drift-Independent Volatility Estimation", Journal of Business 73, 2000.
 */
export const yangZhangVolatility = (candles: Candles, period: number): Float64Array =>
  columnOf(yangZhangVolatilityIndicator, candles, { period });
