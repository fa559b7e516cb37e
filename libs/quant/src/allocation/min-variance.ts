import { leastWithin, refuseInfeasible } from './constrained.ts';
import { limitsOf } from './constraints.ts';
import type { Constraints, Limits } from './constraints.ts';
import { checkUniverse } from './universe.ts';
import type { Universe } from './universe.ts';

/**
 * Minimum variance weights: the calmest portfolio within the constraints.
 *
 * @param universe     Assets and a positive definite covariance.
 * @param constraints  Default long only, fully invested.
 * @returns            One weight per asset, in order, summing to 1.
 * @throws             AppError `invalid-input`, naming `assets`, `covariance`, `bounds`, `groups` or `turnover`.
 * @see                H. Markowitz, "Portfolio Selection", Journal of Finance 7(1), 1952.
 */
export function minVariance(universe: Universe, constraints: Constraints = {}): Float64Array {
  checkUniverse(universe, true);
  const limits = limitsOf(universe.assets, constraints);
  return leastVariance(universe, limits) ?? refuseInfeasible(limits, (rest) => leastVariance(universe, rest) !== null);
}

/** Minimum variance weights of checked input; null when no weights satisfy the limits. */
export function leastVariance({ assets, covariance }: Universe, limits: Limits): Float64Array | null {
  const equality = { coefficients: new Float64Array(assets.length).fill(1), atLeast: 1 };
  return leastWithin({ matrix: covariance, equality, homogeneous: false }, limits);
}
