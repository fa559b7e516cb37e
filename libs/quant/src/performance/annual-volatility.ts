import { sampleDeviation } from './moments.ts';
import { checkedPeriodsPerYear } from './periods-per-year.ts';
import type { Annualisation } from './periods-per-year.ts';

/**
 * Annual volatility: how far returns spread around their mean, scaled to a year by the square root of time.
 *
 * @returns  Sample standard deviation x sqrt(periodsPerYear), a fraction per year, >= 0; NaN below two returns.
 * @see      C. Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd ed., 2008, section 4.2.
 */
export function annualVolatility(returns: Float64Array, annualisation: Annualisation): number {
  return sampleDeviation(returns) * Math.sqrt(checkedPeriodsPerYear(annualisation));
}
