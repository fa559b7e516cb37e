import { annualReturn } from './annual-return.ts';
import { meanOf } from './moments.ts';
import type { Annualisation } from './periods-per-year.ts';
import { growthOf } from './returns.ts';

/**
 * Drawdown after each period: how far capital stands below its highest value so far, the start included.
 *
 * @returns  Same length as `returns`, fractions <= 0 (-0.2 = 20 % below the peak).
 */
export function drawdownSeries(returns: Float64Array): Float64Array {
  const growth = growthOf(returns);
  let peak = 1;
  return growth.subarray(1).map((value) => {
    peak = Math.max(peak, value);
    return value / peak - 1;
  });
}

/**
 * Maximum drawdown: the worst fall from a peak to a later low.
 *
 * @returns  Fraction <= 0 (-0.2 = 20 %), -1 after a total loss; NaN when there is no return.
 * @see      C. Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd ed., 2008, section 4.6.
 */
export function maxDrawdown(returns: Float64Array): number {
  if (returns.length === 0) return NaN;
  let worst = 0;
  for (const depth of drawdownSeries(returns)) if (depth < worst) worst = depth;
  return worst;
}

/**
 * Calmar ratio: annual return per unit of the worst fall.
 *
 * @returns  Annual return / |maximum drawdown|, dimensionless; NaN when there was no fall at all.
 * @see      T. Young, "Calmar Ratio: A Smoother Tool", Futures 20(1), 1991 (here over the whole period, not three years).
 */
export function calmarRatio(returns: Float64Array, annualisation: Annualisation): number {
  const worst = maxDrawdown(returns);
  return worst < 0 ? annualReturn(returns, annualisation) / -worst : NaN;
}

/**
 * Ulcer index of an equity curve: root mean square of all drawdowns, so that long falls hurt as well as deep ones.
 *
 * @returns  Fraction >= 0 (0.05 = 5 %), the start counted as a peak; NaN when there is no return.
 * @see      P. Martin, B. McCann, "The Investor's Guide to Fidelity Funds", 1989.
 */
export function ulcerOf(returns: Float64Array): number {
  return Math.sqrt(meanOf(drawdownSeries(returns).map((depth) => depth ** 2)));
}
