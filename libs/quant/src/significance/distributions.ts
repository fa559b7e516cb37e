import chiSquareCdfOf from '@stdlib/stats-base-dists-chisquare-cdf';
import normalCdfOf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantileOf from '@stdlib/stats-base-dists-normal-quantile';

/** Probability that a standard normal value lies at or below `x`. */
export const normalCdf = (x: number): number => normalCdfOf(x, 0, 1);

/** The value below which a standard normal lies with probability `share`, in [0, 1]; NaN outside. */
export const normalQuantile = (share: number): number => normalQuantileOf(share, 0, 1);

/** Height of the standard normal density at `x`. */
export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Probability that a chi-square value lies above `x`: the p-value of a likelihood ratio. NaN for NaN. */
export const chiSquareSurvival = (x: number, degrees: number): number => 1 - chiSquareCdfOf(x, degrees);
