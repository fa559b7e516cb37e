import { centralMoment, presentIn, quantileOf } from './moments.ts';

/**
 * Skewness: negative when rare large losses stand against many small gains.
 *
 * @returns  Third central moment / deviation^3, both with divisor n (Fisher-Pearson, biased), dimensionless; NaN when
 *           empty or all returns are equal.
 * @see      D. Joanes, C. Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47(1), 1998 (g1).
 */
export function skewness(returns: Float64Array): number {
  return centralMoment(returns, 3) / centralMoment(returns, 2) ** 1.5;
}

/**
 * Kurtosis, NOT in excess of the normal: 3 for a normal distribution, more when tails are fat.
 *
 * @returns  Fourth central moment / variance^2, both with divisor n (biased), dimensionless, >= 1; NaN when empty or all equal.
 * @see      D. Joanes, C. Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47(1), 1998 (g2 + 3).
 */
export function kurtosis(returns: Float64Array): number {
  return centralMoment(returns, 4) / centralMoment(returns, 2) ** 2;
}

/** Excess kurtosis: `kurtosis` - 3, zero for a normal distribution. */
export const excessKurtosis = (returns: Float64Array): number => kurtosis(returns) - 3;

/**
 * Tail ratio: the 95th percentile of returns over the size of the 5th; 0.25 means that bad days are four times the good ones.
 *
 * @returns  Dimensionless, >= 0, percentiles linear between neighbours; NaN when empty; Infinity when the 5th percentile is zero.
 */
export function tailRatio(returns: Float64Array): number {
  return Math.abs(quantileOf(returns, 0.95)) / Math.abs(quantileOf(returns, 0.05));
}

/**
 * Hit rate: the share of periods that gained.
 *
 * @returns  Fraction in [0, 1] of the periods with a value; NaN when there are none. A zero return is no hit.
 */
export function hitRate(returns: Float64Array): number {
  const present = presentIn(returns);
  return present.filter((value) => value > 0).length / present.length;
}
