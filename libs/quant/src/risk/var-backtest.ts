import { invariant } from '@orbiquant/kernel';
import { chiSquareSurvival } from '../significance/distributions.ts';

/** A likelihood-ratio test of a VaR model. A small p-value rejects the model. */
export type LikelihoodRatioTest = {
  statistic: number;
  pValue: number;
  /** Periods whose return fell below the VaR of that period. */
  exceptions: number;
  observations: number;
};

/**
 * Marks the periods in which the loss was worse than predicted.
 *
 * @param returns      Returns per period.
 * @param valuesAtRisk VaR of each period as a return (negative for a loss), known before the period; same length.
 * @returns            One boolean per period that has both values, oldest first.
 * @throws             Invariant, when lengths differ.
 */
export function varExceptions(returns: Float64Array, valuesAtRisk: Float64Array): boolean[] {
  invariant(returns.length === valuesAtRisk.length, 'each return has the VaR that was predicted for it');
  return Array.from(returns.keys())
    .filter((at) => !Number.isNaN(returns[at]! + valuesAtRisk[at]!))
    .map((at) => returns[at]! < valuesAtRisk[at]!);
}

/**
 * Kupiec's proportion of failures: whether VaR was broken as often as it should be.
 *
 * @param exceptions  One per period.
 * @param cutoff      Chance per period for which the VaR was made, in (0, 1).
 * @returns           Statistic ~ chi-square(1); NaN statistic and p-value without observations.
 * @throws            Invariant, when the cutoff is outside (0, 1).
 * @see               P. Kupiec, "Techniques for Verifying the Accuracy of Risk Measurement Models", Journal of Derivatives 3(2), 1995.
 */
export function kupiecTest(exceptions: readonly boolean[], cutoff: number): LikelihoodRatioTest {
  const observations = exceptions.length;
  const count = exceptions.filter(Boolean).length;
  return tested(coverageRatio(count, observations, cutoff), 1, { exceptions: count, observations });
}

/**
 * Christoffersen's independence test: whether exceptions come in clusters.
 *
 * @returns  Statistic ~ chi-square(1) over the n - 1 steps from one period to the next; NaN below two observations.
 * @see      P. Christoffersen, "Evaluating Interval Forecasts", International Economic Review 39(4), 1998.
 */
export function christoffersenIndependence(exceptions: readonly boolean[]): LikelihoodRatioTest {
  const counted = { exceptions: exceptions.filter(Boolean).length, observations: exceptions.length };
  return tested(independenceRatio(exceptions), 1, counted);
}

/**
 * Christoffersen's conditional coverage: whether exceptions are as many as they should be AND do not cluster.
 *
 * @returns  Statistic ~ chi-square(2): the coverage ratio of all but the first period plus the independence ratio; NaN
 *           below two observations.
 * @throws   Invariant, when the cutoff is outside (0, 1).
 * @see      P. Christoffersen, "Evaluating Interval Forecasts", International Economic Review 39(4), 1998.
 */
export function conditionalCoverage(exceptions: readonly boolean[], cutoff: number): LikelihoodRatioTest {
  const later = exceptions.slice(1);
  const coverage = coverageRatio(later.filter(Boolean).length, later.length, cutoff);
  const counted = { exceptions: exceptions.filter(Boolean).length, observations: exceptions.length };
  return tested(coverage + independenceRatio(exceptions), 2, counted);
}

const tested = (
  statistic: number,
  degrees: number,
  counted: { exceptions: number; observations: number },
): LikelihoodRatioTest => ({ statistic, pValue: chiSquareSurvival(statistic, degrees), ...counted });

function coverageRatio(count: number, observations: number, cutoff: number): number {
  invariant(cutoff > 0 && cutoff < 1, 'a cutoff lies strictly between 0 and 1');
  if (observations === 0) return NaN;
  return ratioOf(logLikelihood(count, observations, count / observations), logLikelihood(count, observations, cutoff));
}

function independenceRatio(exceptions: readonly boolean[]): number {
  if (exceptions.length < 2) return NaN;
  const steps = (from: boolean, to: boolean): number =>
    exceptions.filter((value, at) => at > 0 && exceptions[at - 1] === from && value === to).length;
  const [calm, entered] = [steps(false, false), steps(false, true)];
  const [left, stayed] = [steps(true, false), steps(true, true)];
  const alike = likelihoodOf(calm + left, entered + stayed);
  return ratioOf(likelihoodOf(calm, entered) + likelihoodOf(left, stayed), alike);
}

/** Twice the gain in log likelihood; rounding never makes it negative. */
const ratioOf = (free: number, bound: number): number => Math.max(0, 2 * (free - bound));

const likelihoodOf = (misses: number, hits: number): number =>
  logLikelihood(hits, misses + hits, hits / Math.max(1, misses + hits));

/** Log likelihood of so many hits at a rate, with 0 log 0 = 0. */
function logLikelihood(hits: number, total: number, rate: number): number {
  const term = (count: number, chance: number): number => (count === 0 ? 0 : count * Math.log(chance));
  return term(hits, rate) + term(total - hits, 1 - rate);
}
