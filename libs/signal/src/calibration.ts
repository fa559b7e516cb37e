import { invariant } from '@orbiquant/kernel';

/** How a forecast of a logarithm misses: enough to give back its mean and its bounds. */
export type Calibration = {
  /** ln of the mean of exp(miss): what exp(forecast) must grow by to be right on average. */
  lnSmearing: number;
  /** Misses (ln outcome - ln forecast) that 10 % and 90 % of outcomes stayed below. */
  low: number;
  high: number;
};

/**
 * Bounds and mean of a log forecast from its misses on rows that it had not seen.
 *
 * @param misses  ln(outcome) - ln(forecast), at least ten.
 * @see           N. Duan, "Smearing Estimate: A Nonparametric Retransformation Method", 1983.
 */
export function calibrate(misses: Float64Array): Calibration {
  invariant(misses.length >= 10, 'a calibration needs at least ten misses');
  const sorted = misses.toSorted();
  const mean = misses.reduce((sum, miss) => sum + Math.exp(miss), 0) / misses.length;
  return { lnSmearing: Math.log(mean), low: quantile(sorted, 0.1), high: quantile(sorted, 0.9) };
}

/**
 * Quantile by linear interpolation between order statistics (type 7).
 * @see R. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", 1996.
 */
export function quantile(sorted: Float64Array, share: number): number {
  invariant(sorted.length > 0 && share >= 0 && share <= 1, 'a quantile needs values and a share in [0, 1]');
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
