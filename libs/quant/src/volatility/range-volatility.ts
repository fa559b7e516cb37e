import { columnOf } from '../indicator/columns-of.ts';
import { defineIndicator } from '../indicator/define-indicator.ts';
import { bars } from '../indicator/parameter.ts';
import type { Candles } from '../indicator/prices.ts';
import { RollingSum } from '../indicator/rolling/rolling-sum.ts';

const LN2 = Math.LN2;

/** Mean of a bar's variance over the window, as a deviation: every estimator here differs in the bar's variance only. */
const rangeVolatility = (estimator: {
  name: string;
  meaning: string;
  source: string;
  variance(row: ArrayLike<number>): number;
}) =>
  defineIndicator({
    name: estimator.name,
    family: 'volatility',
    meaning: estimator.meaning,
    source: estimator.source,
    inputs: ['open', 'high', 'low', 'close'],
    parameters: { period: bars(20) },
    outputs: ['value'],
    pane: 'own',
    warmUp: ({ period }) => period - 1,
    open: ({ period }) => {
      const sum = new RollingSum(period);
      return (row, out) => {
        out[0] = Math.sqrt(Math.max(0, sum.next(estimator.variance(row)) / period));
      };
    },
  });

/** Registry entry of `parkinsonVolatility`. */
export const parkinsonVolatilityIndicator = rangeVolatility({
  name: 'parkinson-volatility',
  meaning: 'Parkinson volatility: from highs and lows; five times as sharp as closes where there is no drift.',
  source: 'M. Parkinson, Journal of Business 53, 1980',
  variance: (row) => Math.log(row[1]! / row[2]!) ** 2 / (4 * LN2),
});

/** Registry entry of `garmanKlassVolatility`. */
export const garmanKlassVolatilityIndicator = rangeVolatility({
  name: 'garman-klass-volatility',
  meaning: 'Garman-Klass volatility: from all four prices, where there is neither drift nor gap.',
  source: 'M. Garman, M. Klass, Journal of Business 53, 1980',
  variance: (row) => Math.log(row[1]! / row[2]!) ** 2 / 2 - (2 * LN2 - 1) * Math.log(row[3]! / row[0]!) ** 2,
});

/** Registry entry of `rogersSatchellVolatility`. */
export const rogersSatchellVolatilityIndicator = rangeVolatility({
  name: 'rogers-satchell-volatility',
  meaning: 'Rogers-Satchell volatility: from all four prices, right under any drift, without gaps.',
  source: 'L. Rogers, S. Satchell, Annals of Applied Probability 1, 1991',
  variance: rogersSatchellVariance,
});

/** Variance of one bar (open, high, low, close) after Rogers and Satchell; dimensionless. */
export function rogersSatchellVariance(row: ArrayLike<number>): number {
  const [open, high, low, close] = [row[0]!, row[1]!, row[2]!, row[3]!];
  return Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open);
}

/**
 * Parkinson volatility.
 *
 * @param candles  Equally long columns, quote units, > 0, oldest first; `period` in bars, a whole number >= 1.
 * @returns        Per bar (0.01 = 1 %); NaN for the first `period - 1` bars. Annualise at the caller.
 * @see            M. Parkinson, "The Extreme Value Method", Journal of Business 53, 1980.
 */
export const parkinsonVolatility = (candles: Candles, period: number): Float64Array =>
  columnOf(parkinsonVolatilityIndicator, candles, { period });

/** Garman-Klass volatility per bar; as `parkinsonVolatility`. @see M. Garman, M. Klass, Journal of Business 53, 1980. */
export const garmanKlassVolatility = (candles: Candles, period: number): Float64Array =>
  columnOf(garmanKlassVolatilityIndicator, candles, { period });

/** Rogers-Satchell volatility per bar; as `parkinsonVolatility`. @see L. Rogers, S. Satchell, 1991. */
export const rogersSatchellVolatility = (candles: Candles, period: number): Float64Array =>
  columnOf(rogersSatchellVolatilityIndicator, candles, { period });
