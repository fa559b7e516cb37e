import { checkedPeriodsPerYear, excessOver } from './periods-per-year.ts';
import type { Annualisation, PerPeriod } from './periods-per-year.ts';
import { sumOf } from './moments.ts';

/**
 * Omega ratio: all gains above a threshold divided by all losses below it.
 *
 * @param options  `riskFree` per period; `requiredReturn` per YEAR, turned into a rate per period by compounding; both default 0.
 * @returns        Dimensionless, >= 0, above 1 is good; NaN below two returns, without any loss, or for a required return <= -100 %.
 * @see            C. Keating, W. Shadwick, "A Universal Performance Measure", Journal of Performance Measurement 6(3), 2002.
 */
export function omegaRatio(
  returns: Float64Array,
  options: Annualisation & { riskFree?: PerPeriod; requiredReturn?: number },
): number {
  const { riskFree = 0, requiredReturn = 0 } = options;
  if (returns.length < 2 || requiredReturn <= -1) return NaN;
  const threshold = (1 + requiredReturn) ** (1 / checkedPeriodsPerYear(options)) - 1;
  const beyond = excessOver(excessOver(returns, riskFree), threshold);
  const gains = sumOf(beyond.filter((value) => value > 0));
  const losses = -sumOf(beyond.filter((value) => value < 0));
  return losses > 0 ? gains / losses : NaN;
}
