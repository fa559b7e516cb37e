import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { invariant } from '@orbiquant/kernel';

/** Everything a linear fit needs to remember of its rows, however many there were. */
export type FitSums = {
  rows: number;
  x: Float64Array;
  y: number;
  /** Row-major [width x width]. */
  xx: Float64Array;
  xy: Float64Array;
};

/** A linear forecast: `intercept + weights . features`. */
export type LinearFit = { weights: Float64Array; intercept: number };

/** No rows yet. */
export const emptySums = (width: number): FitSums => ({
  rows: 0,
  x: new Float64Array(width),
  y: 0,
  xx: new Float64Array(width * width),
  xy: new Float64Array(width),
});

/** Remembers one row: its features and what came of it. */
export function addRow(sums: FitSums, features: Float64Array, outcome: number): void {
  const width = features.length;
  sums.rows += 1;
  sums.y += outcome;
  for (let i = 0; i < width; i++) {
    const value = features[i]!;
    sums.x[i]! += value;
    sums.xy[i]! += value * outcome;
    for (let j = 0; j < width; j++) sums.xx[i * width + j]! += value * features[j]!;
  }
}

/**
 * Ridge regression on standardised features: the line through the rows, drawn a little flatter than the best fit.
 *
 * @param penalty  Pull toward zero, in rows' worth of variance, >= 0; 0 is ordinary least squares.
 * @returns        Weights in the features' own units.
 * @throws         Invariant, when there are fewer rows than features or a feature is a combination of others.
 * @see            A. Hoerl, R. Kennard, "Ridge Regression: Biased Estimation for Nonorthogonal Problems", 1970.
 */
export function fitRidge({ rows, x, y, xx, xy }: FitSums, penalty: number): LinearFit {
  const width = x.length;
  invariant(rows > width, 'a fit needs more rows than features');
  const mean = x.map((sum) => sum / rows);
  const spread = mean.map((value, i) => Math.sqrt(Math.max(xx[i * width + i]! / rows - value ** 2, Number.EPSILON)));
  const correlation = Matrix.zeros(width, width);
  const target = Matrix.zeros(width, 1);
  for (let i = 0; i < width; i++) {
    target.set(i, 0, (xy[i]! / rows - mean[i]! * (y / rows)) / spread[i]!);
    for (let j = 0; j < width; j++)
      correlation.set(i, j, (xx[i * width + j]! / rows - mean[i]! * mean[j]!) / (spread[i]! * spread[j]!));
    correlation.set(i, i, correlation.get(i, i) + penalty / rows);
  }
  const solver = new CholeskyDecomposition(correlation);
  invariant(solver.isPositiveDefinite(), 'no feature may be a combination of others');
  const weights = Float64Array.from(solver.solve(target).to1DArray(), (weight, i) => weight / spread[i]!);
  return { weights, intercept: weights.reduce((rest, weight, i) => rest - weight * mean[i]!, y / rows) };
}

/** The forecast of one row. */
export const predictLinear = ({ weights, intercept }: LinearFit, features: Float64Array): number =>
  weights.reduce((sum, weight, i) => sum + weight * features[i]!, intercept);
