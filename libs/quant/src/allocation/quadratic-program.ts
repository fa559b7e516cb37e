/// <reference path="./quadprog.d.ts" />
import { invariant } from '@orbiquant/kernel';
import { solveQP } from 'quadprog';
import type { SquareMatrix } from '../risk/covariance.ts';

/** coefficients . x >= atLeast, or = for an equality. */
export type LinearRow = { coefficients: Float64Array; atLeast: number };

/**
 * The point of least x' M x under linear constraints; null when no point satisfies them.
 *
 * @param matrix  Positive definite (check it first), any scale.
 * @throws        Invariant, when the solver meets a matrix that is not positive definite.
 * @see           D. Goldfarb, A. Idnani, "A numerically stable dual method for solving strictly convex quadratic programs", 1983.
 */
export function leastQuadratic(
  matrix: SquareMatrix,
  { equalities, inequalities }: { equalities: readonly LinearRow[]; inequalities: readonly LinearRow[] },
): Float64Array | null {
  const size = matrix.length;
  // The solver's tolerances are absolute; daily variances of 1e-5 would drown in them.
  const scale = matrix.reduce((sum, row, at) => sum + row[at]!, 0) / size;
  const rows = [...equalities, ...inequalities];
  const { solution, message } = solveQP(
    fromOne(matrix, (row) => fromOne(row, (value) => value / scale)),
    fromOne(new Float64Array(size), () => 0),
    fromOne(new Float64Array(size), (_, at) => fromOne(rows, ({ coefficients }) => coefficients[at]!)),
    fromOne(rows, ({ atLeast }) => atLeast),
    equalities.length,
  );
  invariant(!message.includes('positive definite'), 'a quadratic program needs a positive definite matrix');
  if (message !== '') return null;
  const point = Float64Array.from(solution.slice(1));
  return point.every(Number.isFinite) ? point : null;
}

/** Copies values to an array that starts at index 1. */
function fromOne<In, Out>(values: ArrayLike<In>, of: (value: In, at: number) => Out): Out[] {
  const out: Out[] = [];
  for (let at = 0; at < values.length; at++) out[at + 1] = of(values[at]!, at);
  return out;
}
