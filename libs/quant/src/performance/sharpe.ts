import { meanOf, sampleDeviation } from './moments.ts';
import { checkedPeriodsPerYear, excessOver } from './periods-per-year.ts';
import type { Annualisation, PerPeriod } from './periods-per-year.ts';

/**
 * Sharpe ratio per observation, not annualised: mean excess return in units of its own standard deviation.
 *
 * This is the ratio that the probabilistic and the deflated Sharpe ratio need.
 *
 * @returns  Dimensionless; NaN below two returns and when every excess return is zero; +-Infinity when they are equal but not zero.
 * @see      W. Sharpe, "The Sharpe Ratio", Journal of Portfolio Management 21(1), 1994.
 */
export function sharpePerPeriod(returns: Float64Array, riskFree: PerPeriod = 0): number {
  const excess = excessOver(returns, riskFree);
  return meanOf(excess) / sampleDeviation(excess);
}

/**
 * Sharpe ratio: reward per unit of risk, scaled to a year.
 *
 * @param options  `riskFree` is a rate per period (0.0001 = 1 basis point per period), or one per period; default 0.
 * @returns        Mean excess / sample deviation x sqrt(periodsPerYear), dimensionless; degenerate values as `sharpePerPeriod`.
 * @see            W. Sharpe, "The Sharpe Ratio", Journal of Portfolio Management 21(1), 1994.
 */
export function sharpeRatio(returns: Float64Array, options: Annualisation & { riskFree?: PerPeriod }): number {
  return sharpePerPeriod(returns, options.riskFree ?? 0) * Math.sqrt(checkedPeriodsPerYear(options));
}

/**
 * Excess Sharpe (information ratio): return above a benchmark per unit of tracking error, per period, not annualised.
 *
 * @param benchmark  Benchmark returns per period, or one rate for all periods.
 * @returns          Dimensionless; NaN below two returns or without tracking error; 0 when no period has both values.
 * @see              R. Grinold, R. Kahn, "Active Portfolio Management", 2nd ed., 2000, chapter 5.
 */
export function excessSharpe(returns: Float64Array, benchmark: PerPeriod): number {
  if (returns.length < 2) return NaN;
  const active = excessOver(returns, benchmark);
  const trackingError = sampleDeviation(active);
  if (Number.isNaN(trackingError)) return 0;
  return trackingError === 0 ? NaN : meanOf(active) / trackingError;
}
