import { checkedPeriodsPerYear } from './periods-per-year.ts';
import type { Annualisation } from './periods-per-year.ts';
import { totalReturn } from './returns.ts';

/**
 * Annual return (CAGR): the steady yearly rate that would have led to the same final value.
 *
 * (final value / start value) ^ (periodsPerYear / n) - 1, where n counts every period, also those without a value (NaN).
 *
 * @returns  Fraction per year (0.1 = +10 %); -1 after a total loss; NaN when there is no return, or capital fell below zero.
 * @see      CFA Institute, "Global Investment Performance Standards", 2020; C. Bacon, 2008, section 3.3.
 */
export function annualReturn(returns: Float64Array, annualisation: Annualisation): number {
  const perYear = checkedPeriodsPerYear(annualisation);
  return (1 + totalReturn(returns)) ** (perYear / returns.length) - 1;
}
