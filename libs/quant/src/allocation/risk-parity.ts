import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { correlationOf, dot, timesVector } from '../risk/covariance.ts';
import type { SquareMatrix } from '../risk/covariance.ts';
import { checkUniverse, fault, inOrder, refuse } from './universe.ts';
import type { Universe } from './universe.ts';

const STEPS_MAX = 200;

/**
 * Risk parity weights: each asset brings the same share of the portfolio's risk (or a share that you choose).
 *
 * Long only and fully invested; other bounds would break the parity and are not offered. Newton steps, halved
 * while they do not descend, on the convex x' C x / 2 - sum of budget x log x, whose one minimum has the wanted shares.
 *
 * @param universe  Assets and a positive definite covariance.
 * @param budgets   Share of risk per asset, each > 0; scaled to sum to 1; default equal.
 * @returns         One weight per asset, in order, > 0, summing to 1; risk shares meet the budgets within 1e-8, mostly 1e-12.
 * @throws          AppError `invalid-input`, naming `assets`, `covariance` or `budgets`.
 * @see             F. Spinu, "An Algorithm for Computing Risk Parity Weights", 2013; S. Maillard, T. Roncalli, J. Teiletche, "The
 *                  Properties of Equally Weighted Risk Contribution Portfolios", 2010.
 */
export function riskParity(universe: Universe, budgets?: Readonly<Record<string, number>>): Float64Array {
  checkUniverse(universe, true);
  const wanted = budgetsOf(universe.assets, budgets);
  // In units of each asset's deviation the problem is well scaled, however unlike the assets are.
  const deviations = Float64Array.from(universe.covariance, (row, at) => Math.sqrt(row[at]!));
  const correlation = correlationOf(universe.covariance);
  let point: Float64Array = wanted.map(Math.sqrt);
  for (let step = 0; step < STEPS_MAX && mismatch(point, correlation, wanted) > 1e-12; step++) {
    point = descended(point, correlation, wanted);
  }
  const left = mismatch(point, correlation, wanted);
  if (!(left < 1e-8)) {
    const message = `Risk shares could not be met: ${left} is missing. The covariance matrix is almost singular.`;
    refuse([fault('covariance', 'ill-conditioned', message)]);
  }
  const weights = point.map((value, at) => value / deviations[at]!);
  const total = weights.reduce((sum, value) => sum + value, 0);
  return weights.map((value) => value / total);
}

function budgetsOf(assets: readonly string[], budgets?: Readonly<Record<string, number>>): Float64Array {
  if (!budgets) return new Float64Array(assets.length).fill(1 / assets.length);
  const given = inOrder(assets, budgets, 'budgets');
  const bad = assets.filter((_, at) => !(given[at]! > 0));
  if (bad.length > 0)
    refuse(bad.map((asset) => fault(`budgets.${asset}`, 'range', `The risk budget of ${asset} is not above zero.`)));
  const total = given.reduce((sum, value) => sum + value, 0);
  return given.map((value) => value / total);
}

/** One Newton step, shortened until all coordinates stay positive and the objective falls. */
function descended(point: Float64Array, matrix: SquareMatrix, wanted: Float64Array): Float64Array {
  const gradient = timesVector(matrix, point).map((pull, at) => pull - wanted[at]! / point[at]!);
  const curved = matrix.map((row, at) => Array.from(row.with(at, row[at]! + wanted[at]! / point[at]! ** 2)));
  const towards = new CholeskyDecomposition(new Matrix(curved)).solve(Matrix.columnVector(gradient)).to1DArray();
  // Near the minimum a good step changes the objective by less than its rounding, and must not be refused for it.
  const bar = objective(point, matrix, wanted) + 1e-12;
  for (let length = 1; length > 1e-12; length /= 2) {
    const next = point.map((value, at) => value - length * towards[at]!);
    if (next.every((value) => value > 0) && objective(next, matrix, wanted) <= bar) return next;
  }
  return point;
}

function objective(point: Float64Array, matrix: SquareMatrix, wanted: Float64Array): number {
  const barrier = point.reduce((sum, value, at) => sum + wanted[at]! * Math.log(value), 0);
  return dot(point, timesVector(matrix, point)) / 2 - barrier;
}

function mismatch(weights: Float64Array, covariance: SquareMatrix, wanted: Float64Array): number {
  const pull = timesVector(covariance, weights);
  const variance = dot(weights, pull);
  return weights.reduce(
    (worst, value, at) => Math.max(worst, Math.abs((value * pull[at]!) / variance - wanted[at]!)),
    0,
  );
}
