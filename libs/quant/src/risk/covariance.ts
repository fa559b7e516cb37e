import { invariant } from '@orbiquant/kernel';
import { meanOf } from '../performance/moments.ts';

/** A square matrix by rows, one row and column per asset. */
export type SquareMatrix = readonly Float64Array[];

/** Checks a panel of returns. @throws Invariant, unless columns are finite, of one length, with `least` rows. */
export function checkedPanel(columns: readonly Float64Array[], least = 2): readonly Float64Array[] {
  const count = columns[0]?.length ?? 0;
  invariant(count >= least, `each asset needs at least ${least} returns`);
  invariant(
    columns.every((column) => column.length === count && column.every(Number.isFinite)),
    'assets have one length and finite returns',
  );
  return columns;
}

/**
 * Covariance matrix: how assets move together, in squared return units per period.
 *
 * @param columns  Returns per asset, all of one length >= 2, no NaN (drop periods in which one asset has no value).
 * @returns        Symmetric; divisor n - 1.
 * @throws         Invariant, when lengths differ or a return is not finite.
 */
export function covarianceMatrix(columns: readonly Float64Array[]): SquareMatrix {
  const centred = checkedPanel(columns).map((column) => {
    const mean = meanOf(column);
    return column.map((value) => value - mean);
  });
  return symmetric(columns.length, (row, column) => dot(centred[row]!, centred[column]!) / (columns[0]!.length - 1));
}

/**
 * Pearson correlation matrix: how linearly assets move together.
 *
 * @returns  Symmetric, in [-1, 1], ones on the diagonal; NaN for an asset that did not move.
 * @throws   Invariant, when lengths differ or a return is not finite.
 */
export function pearsonMatrix(columns: readonly Float64Array[]): SquareMatrix {
  return correlationOf(covarianceMatrix(columns));
}

/**
 * Spearman correlation matrix: how alike the ranks of assets' returns are; one outlier cannot make or break it.
 *
 * @returns  Symmetric, in [-1, 1]; ties share their mean rank; NaN for an asset that did not move.
 * @throws   Invariant, when lengths differ or a return is not finite.
 * @see      C. Spearman, "The Proof and Measurement of Association between Two Things", 1904.
 */
export function spearmanMatrix(columns: readonly Float64Array[]): SquareMatrix {
  return pearsonMatrix(checkedPanel(columns).map(ranksOf));
}

/** The correlation that a covariance matrix holds; NaN in rows of zero variance. */
export function correlationOf(covariance: SquareMatrix): SquareMatrix {
  return symmetric(covariance.length, (row, column) => {
    const scale = Math.sqrt(covariance[row]![row]! * covariance[column]![column]!);
    if (scale === 0) return NaN;
    return row === column ? 1 : Math.max(-1, Math.min(1, covariance[row]![column]! / scale));
  });
}

/** A matrix whose halves mirror each other, each pair computed once. */
export function symmetric(size: number, of: (row: number, column: number) => number): Float64Array[] {
  const rows = Array.from({ length: size }, () => new Float64Array(size));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const value = of(row, column);
      rows[row]![column] = value;
      rows[column]![row] = value;
    }
  }
  return rows;
}

/** Inner product of two vectors of one length. */
export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}

/** A matrix times a vector. */
export const timesVector = (matrix: SquareMatrix, vector: Float64Array): Float64Array =>
  Float64Array.from(matrix, (row) => dot(row, vector));

function ranksOf(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++;
    for (let at = from; at <= to; at++) ranks[order[at]!] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}
