import { invariant } from '@orbiquant/kernel';
import { dot, timesVector } from './covariance.ts';
import type { SquareMatrix } from './covariance.ts';

/** The risk of a portfolio and each asset's part in it. */
export type RiskContribution = {
  /** Standard deviation of the portfolio, per period, unit of sqrt(covariance). */
  volatility: number;
  /** Change of the volatility per unit of weight. */
  marginal: Float64Array;
  /** Weight x marginal; sums to the volatility; negative for a hedge. */
  component: Float64Array;
  /** Component / volatility; sums to 1. */
  share: Float64Array;
};

/**
 * Risk contributions: which position the risk of a portfolio comes from.
 *
 * @param weights     Share of capital per asset, a short is negative.
 * @param covariance  Per period, one row per weight.
 * @returns           Components sum to the volatility (Euler); marginal and share are NaN for a portfolio without risk.
 * @throws            Invariant, when sizes differ or the variance comes out negative.
 * @see               T. Roncalli, "Introduction to Risk Parity and Budgeting", 2013, section 2.1.
 */
export function riskContributions(weights: Float64Array, covariance: SquareMatrix): RiskContribution {
  invariant(covariance.length === weights.length, 'each weight has a row of the covariance matrix');
  const pull = timesVector(covariance, weights);
  const variance = dot(weights, pull);
  invariant(variance >= -1e-12 * Math.max(...covariance.map((row, at) => row[at]!)), 'a variance is not negative');
  const volatility = Math.sqrt(Math.max(0, variance));
  const marginal = pull.map((value) => value / volatility);
  const component = weights.map((weight, at) => (volatility === 0 ? 0 : weight * marginal[at]!));
  return { volatility, marginal, component, share: component.map((value) => value / volatility) };
}
