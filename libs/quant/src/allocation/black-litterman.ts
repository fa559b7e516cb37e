import type { FieldFault } from '@orbiquant/kernel';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { dot, symmetric, timesVector } from '../risk/covariance.ts';
import type { SquareMatrix } from '../risk/covariance.ts';
import { checkUniverse, fault, inOrder, refuse, unknownNames } from './universe.ts';
import type { Universe } from './universe.ts';

/** An opinion: a portfolio of assets (one: absolute; long and short: relative) and what it will return. */
export type View = {
  /** Weight per asset; those not named are zero. */
  weights: Readonly<Record<string, number>>;
  /** Expected excess return of that portfolio, per period of the covariance. */
  expectedReturn: number;
  /** Trust in it, in (0, 1]; default 0.5: as uncertain as the market's own estimate. 1 is certainty. */
  confidence?: number;
};

/** What the market believes and what you do. */
export type BlackLittermanInput = Universe & {
  /** Market capitalisation weights by asset. */
  marketWeights: Readonly<Record<string, number>>;
  /** Excess return per unit of variance that the market asks for, > 0; default 2.5. */
  riskAversion?: number;
  /** Uncertainty of the equilibrium relative to the covariance, > 0; default 0.05. */
  tau?: number;
  views?: readonly View[];
};

/** Excess returns and covariance after the views, per period. */
export type BlackLitterman = {
  /** Excess returns at which the market weights are optimal. */
  equilibrium: Float64Array;
  expectedReturns: Float64Array;
  covariance: SquareMatrix;
};

/**
 * Black-Litterman: expected returns that start from the market's and move towards your views as far as you trust them.
 *
 * Pi + tau C P' (P tau C P' + Omega)^-1 (Q - P Pi), Omega diagonal with (1 - confidence) / confidence x P tau C P'.
 * Feed the result to `maxSharpe` or `minVariance` for weights.
 *
 * @throws  AppError `invalid-input`, naming `assets`, `covariance`, `marketWeights`, `riskAversion`, `tau` or `views.i`.
 * @see     G. He, R. Litterman, "The Intuition Behind Black-Litterman Model Portfolios", 1999; T. Idzorek, "A step-by-step guide
 *          to the Black-Litterman model", 2005 (confidence).
 */
export function blackLitterman(input: BlackLittermanInput): BlackLitterman {
  checkUniverse(input, true);
  const { assets, covariance, riskAversion = 2.5, tau = 0.05, views = [] } = input;
  const market = inOrder(assets, input.marketWeights, 'marketWeights');
  const faults = [...positive({ riskAversion, tau }), ...views.flatMap((view, at) => viewFaults(assets, view, at))];
  if (faults.length > 0) refuse(faults);
  const equilibrium = timesVector(covariance, market).map((value) => riskAversion * value);
  const picks = views.map(({ weights }) => Float64Array.from(assets, (asset) => weights[asset] ?? 0));
  const pulls = picks.map((pick) => timesVector(covariance, pick).map((value) => tau * value));
  const surprise = views.map(({ expectedReturn }, at) => expectedReturn - dot(picks[at]!, equilibrium));
  const doubt = (at: number): number => {
    const confidence = views[at]!.confidence ?? 0.5;
    return ((1 - confidence) / confidence) * dot(picks[at]!, pulls[at]!);
  };
  const weight = inverseTimes(
    symmetric(views.length, (row, column) => dot(picks[row]!, pulls[column]!) + (row === column ? doubt(row) : 0)),
    [surprise, ...assets.map((_, asset) => pulls.map((pull) => pull[asset]!))],
  );
  const moved = (asset: number, by: readonly number[]): number =>
    pulls.reduce((sum, pull, view) => sum + pull[asset]! * by[view]!, 0);
  return {
    equilibrium,
    expectedReturns: equilibrium.map((value, asset) => value + moved(asset, weight[0]!)),
    covariance: symmetric(
      assets.length,
      (row, column) => (1 + tau) * covariance[row]![column]! - moved(row, weight[column + 1]!),
    ),
  };
}

/** The inverse of a positive definite matrix times each of some vectors. */
function inverseTimes(matrix: SquareMatrix, vectors: readonly (readonly number[])[]): number[][] {
  if (matrix.length === 0) return vectors.map(() => []);
  const factor = new CholeskyDecomposition(new Matrix(matrix.map((row) => Array.from(row))));
  const pivots = factor.lowerTriangularMatrix.diagonal();
  // Rounding leaves a pivot of a singular matrix just above zero, and the answer would be noise.
  const singular = pivots.some((pivot, at) => !(pivot ** 2 > matrix[at]![at]! * 1e-10));
  if (singular) {
    refuse([fault('views', 'contradictory', 'Views that are certain repeat or contradict one another.')]);
  }
  const solved = factor.solve(new Matrix(vectors.map((vector) => [...vector])).transpose());
  return solved.transpose().to2DArray();
}

const positive = (values: Record<string, number>): FieldFault[] =>
  Object.entries(values)
    .filter(([, value]) => !(value > 0 && Number.isFinite(value)))
    .map(([name]) => fault(name, 'range', `${name} is a finite number above zero.`));

function viewFaults(assets: readonly string[], view: View, at: number): FieldFault[] {
  const path = `views.${at}`;
  const { confidence = 0.5 } = view;
  const weights = Object.values(view.weights);
  const faults = unknownNames(assets, Object.keys(view.weights), `${path}.weights`);
  if (!weights.every(Number.isFinite) || weights.every((weight) => weight === 0)) {
    faults.push(fault(`${path}.weights`, 'range', `View ${at} needs finite weights, not all zero.`));
  }
  if (!(confidence > 0 && confidence <= 1))
    faults.push(fault(`${path}.confidence`, 'range', 'Confidence lies in (0, 1].'));
  if (!Number.isFinite(view.expectedReturn)) {
    faults.push(fault(`${path}.expectedReturn`, 'range', 'An expected return is finite.'));
  }
  return faults;
}
