import { leastWithin, refuseInfeasible } from './constrained.ts';
import { limitsOf } from './constraints.ts';
import type { Constraints } from './constraints.ts';
import { leastVariance } from './min-variance.ts';
import { checkUniverse, fault, inOrder, refuse } from './universe.ts';
import type { Universe } from './universe.ts';

/** What is expected of each asset, and of cash, per period of the covariance. */
export type Outlook = { expectedReturns: Readonly<Record<string, number>>; riskFree?: number };

/**
 * Maximum Sharpe weights: the most expected excess return per unit of risk within the constraints.
 *
 * Solved as a quadratic program in weights scaled to one unit of excess return.
 *
 * @param universe  Assets, a positive definite covariance, and `expectedReturns` by asset; `riskFree` default 0.
 * @returns         One weight per asset, in order, summing to 1.
 * @throws          AppError `invalid-input`, naming `assets`, `covariance`, `expectedReturns`, `bounds`, `groups` or `turnover`;
 *                  `expectedReturns` also when no allowed portfolio is expected to earn more than cash.
 * @see             G. Cornuejols, R. Tutuncu, "Optimization Methods in Finance", 2007, section 8.2.
 */
export function maxSharpe(universe: Universe & Outlook, constraints: Constraints = {}): Float64Array {
  checkUniverse(universe, true);
  const riskFree = universe.riskFree ?? 0;
  const expected = inOrder(universe.assets, universe.expectedReturns, 'expectedReturns');
  const limits = limitsOf(universe.assets, constraints);
  if (!leastVariance(universe, limits)) refuseInfeasible(limits, (rest) => leastVariance(universe, rest) !== null);
  const excess = expected.map((value) => value - riskFree);
  const scale = Math.max(...excess.map(Math.abs)) || 1;
  const equality = { coefficients: excess.map((value) => value / scale), atLeast: 1 };
  const weights = leastWithin({ matrix: universe.covariance, equality, homogeneous: true }, limits);
  if (weights) return weights;
  const message = 'No portfolio within the constraints is expected to earn more than the risk-free rate.';
  return refuse([fault('expectedReturns', 'no-excess-return', message)]);
}
