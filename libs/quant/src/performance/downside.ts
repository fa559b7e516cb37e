import { meanOf } from './moments.ts';
import { checkedPeriodsPerYear, excessOver } from './periods-per-year.ts';
import type { Annualisation, PerPeriod } from './periods-per-year.ts';

/** A target return per period (a rate or a series), and how many periods make a year. */
export type DownsideOptions = Annualisation & { requiredReturn?: PerPeriod };

/**
 * Downside risk: how far returns fall short of a target; gains above it do not count against the trader.
 *
 * @param options  `requiredReturn` per period, default 0.
 * @returns        sqrt(mean of squared shortfalls over all n periods) x sqrt(periodsPerYear), fraction per year, >= 0; NaN when empty.
 * @see            F. Sortino, R. van der Meer, "Downside Risk", Journal of Portfolio Management 17(4), 1991.
 */
export function downsideRisk(returns: Float64Array, options: DownsideOptions): number {
  const shortfall = excessOver(returns, options.requiredReturn ?? 0).map((value) => Math.min(value, 0) ** 2);
  return Math.sqrt(meanOf(shortfall)) * Math.sqrt(checkedPeriodsPerYear(options));
}

/**
 * Sortino ratio: reward per unit of downside risk.
 *
 * @param options  `requiredReturn` per period, default 0.
 * @returns        Annual mean excess over downside risk, dimensionless; Infinity when nothing fell short; NaN below two returns.
 * @see            F. Sortino, L. Price, "Performance Measurement in a Downside Risk Framework", Journal of Investing 3(3), 1994.
 */
export function sortinoRatio(returns: Float64Array, options: DownsideOptions): number {
  if (returns.length < 2) return NaN;
  const excess = meanOf(excessOver(returns, options.requiredReturn ?? 0));
  return (excess * checkedPeriodsPerYear(options)) / downsideRisk(returns, options);
}
