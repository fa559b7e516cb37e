import { invariant } from '@orbiquant/kernel';
import { excessKurtosis, skewness } from '../performance/distribution.ts';
import { meanOf, presentIn, quantileOf, sampleDeviation } from '../performance/moments.ts';
import { normalDensity, normalQuantile } from '../significance/distributions.ts';

/** Checks the chance of a loss beyond VaR. @throws Invariant, unless it lies strictly between 0 and 1. */
function checkedCutoff(cutoff: number): number {
  invariant(cutoff > 0 && cutoff < 1, 'a cutoff lies strictly between 0 and 1');
  return cutoff;
}

/**
 * Historical value at risk: the return that the past fell below in only `cutoff` of all periods.
 *
 * @param cutoff  Chance of a worse period, in (0, 1); default 0.05.
 * @returns       A RETURN per period, so a loss is negative (-0.03 = 3 % lost); linear between neighbours; NaN when empty.
 * @throws        Invariant, when the cutoff is outside (0, 1).
 * @see           P. Jorion, "Value at Risk", 3rd ed., 2007, section 5.2; sign as in empyrical.
 */
export const historicalVar = (returns: Float64Array, cutoff = 0.05): number =>
  quantileOf(returns, checkedCutoff(cutoff));

/**
 * Historical expected shortfall (CVaR): the mean of the worst `cutoff` of all periods.
 *
 * @returns  A RETURN per period, negative for a loss: the mean of the floor((n - 1) x cutoff) + 1 worst returns; NaN when empty.
 * @throws   Invariant, when the cutoff is outside (0, 1).
 * @see      C. Acerbi, D. Tasche, "On the coherence of expected shortfall", 2002; the count of returns as in empyrical.
 */
export function historicalCvar(returns: Float64Array, cutoff = 0.05): number {
  const sorted = presentIn(returns).sort();
  const worst = Math.floor((sorted.length - 1) * checkedCutoff(cutoff)) + 1;
  return meanOf(sorted.subarray(0, Math.max(worst, 0)));
}

/**
 * Parametric value at risk: the loss at a normal distribution's quantile; too kind where tails are fat.
 *
 * @returns  A RETURN per period, negative for a loss: mean + z(cutoff) x sample deviation; NaN below two returns.
 * @throws   Invariant, when the cutoff is outside (0, 1).
 * @see      J.P. Morgan/Reuters, "RiskMetrics Technical Document", 4th ed., 1996.
 */
export const parametricVar = (returns: Float64Array, cutoff = 0.05): number =>
  meanOf(returns) + normalQuantile(checkedCutoff(cutoff)) * sampleDeviation(returns);

/**
 * Parametric expected shortfall: the mean loss beyond the parametric value at risk.
 *
 * @returns  A RETURN per period, negative for a loss: mean - density(z) / cutoff x sample deviation; NaN below two returns.
 * @throws   Invariant, when the cutoff is outside (0, 1).
 * @see      A. McNeil, R. Frey, P. Embrechts, "Quantitative Risk Management", revised ed., 2015, example 2.14.
 */
export const parametricCvar = (returns: Float64Array, cutoff = 0.05): number =>
  meanOf(returns) - (normalDensity(normalQuantile(checkedCutoff(cutoff))) / cutoff) * sampleDeviation(returns);

/**
 * Cornish-Fisher value at risk: parametric, with the quantile bent by skewness and excess kurtosis.
 *
 * @returns  A RETURN per period, negative for a loss. NaN below two returns, when all are equal, and when moments are so extreme
 *           that the bent tail is no longer monotone (the expansion has no meaning there; use `historicalVar`).
 * @throws   Invariant, when the cutoff is outside (0, 1).
 * @see      D. Maillard, "A User's Guide to the Cornish Fisher Expansion", 2012.
 */
export function cornishFisherVar(returns: Float64Array, cutoff = 0.05): number {
  const z = normalQuantile(checkedCutoff(cutoff));
  const tail = bentTail(returns, z);
  const bent =
    z +
    ((z ** 2 - 1) * tail.skew) / 6 +
    ((z ** 3 - 3 * z) * tail.excess) / 24 -
    ((2 * z ** 3 - 5 * z) * tail.skew ** 2) / 36;
  return tail.monotone ? meanOf(returns) + bent * sampleDeviation(returns) : NaN;
}

/**
 * Cornish-Fisher expected shortfall: the mean of the bent tail, integrated in closed form.
 *
 * -density(z) / cutoff x (1 + z S / 6 + (z^2 - 1) K / 24 - (2 z^2 - 1) S^2 / 36), S skewness, K excess kurtosis.
 *
 * @returns  A RETURN per period, negative for a loss; NaN where `cornishFisherVar` is.
 * @throws   Invariant, when the cutoff is outside (0, 1).
 * @see      D. Maillard, "A User's Guide to the Cornish Fisher Expansion", 2012.
 */
export function cornishFisherCvar(returns: Float64Array, cutoff = 0.05): number {
  const z = normalQuantile(checkedCutoff(cutoff));
  const tail = bentTail(returns, z);
  const bend = 1 + (z * tail.skew) / 6 + ((z ** 2 - 1) * tail.excess) / 24 - ((2 * z ** 2 - 1) * tail.skew ** 2) / 36;
  const bent = -(normalDensity(z) / cutoff) * bend;
  return tail.monotone ? meanOf(returns) + bent * sampleDeviation(returns) : NaN;
}

/** Moments, and whether the expansion rises everywhere up to the quantile: a + b z + c z^2 > 0 for all values <= z. */
function bentTail(returns: Float64Array, z: number): { skew: number; excess: number; monotone: boolean } {
  const [skew, excess] = [skewness(returns), excessKurtosis(returns)];
  const a = 1 - excess / 8 + (5 * skew ** 2) / 36;
  const b = skew / 3;
  const c = excess / 8 - skew ** 2 / 6;
  const slope = (at: number): number => a + b * at + c * at ** 2;
  const lowest = c > 0 ? Math.min(-b / (2 * c), z) : z;
  const fallsFarOut = c < 0 || (c === 0 && b > 0);
  return { skew, excess, monotone: !fallsFarOut && slope(lowest) > 0 };
}
