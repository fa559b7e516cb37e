import { meanOf } from '../performance/moments.ts';
import { checkedPanel, correlationOf, dot, symmetric } from './covariance.ts';
import type { SquareMatrix } from './covariance.ts';

/** A covariance matrix pulled towards a calm target, and how far: 0 not at all, 1 wholly. */
export type ShrunkCovariance = { covariance: SquareMatrix; correlation: SquareMatrix; intensity: number };

/**
 * Ledoit-Wolf shrunk covariance: less noise when assets are many and history is short.
 *
 * Target: the mean variance on the diagonal, zero elsewhere; intensity is the one that minimises the expected squared error.
 *
 * @param columns  Returns per asset, all of one length >= 2, no NaN.
 * @returns        Covariance with divisor n, per period; positive definite unless no asset moved.
 * @throws         Invariant, when lengths differ or a return is not finite.
 * @see            O. Ledoit, M. Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", Journal of
 *                 Multivariate Analysis 88(2), 2004.
 */
export function ledoitWolf(columns: readonly Float64Array[]): ShrunkCovariance {
  const count = checkedPanel(columns)[0]!.length;
  const size = columns.length;
  const centred = columns.map((column) => {
    const mean = meanOf(column);
    return column.map((value) => value - mean);
  });
  const sample = symmetric(size, (row, column) => dot(centred[row]!, centred[column]!) / count);
  const target = sample.reduce((sum, row, at) => sum + row[at]!, 0) / size;
  const distance = sumOver(size, (row, column) => (sample[row]![column]! - (row === column ? target : 0)) ** 2);
  const squares = centred.map((column) => column.map((value) => value ** 2));
  const fourth = sumOver(size, (row, column) => dot(squares[row]!, squares[column]!) / count);
  const noise = (fourth - sumOver(size, (row, column) => sample[row]![column]! ** 2)) / count;
  const intensity = distance === 0 ? 1 : Math.max(0, Math.min(1, noise / distance));
  const covariance = symmetric(
    size,
    (row, column) => (1 - intensity) * sample[row]![column]! + (row === column ? intensity * target : 0),
  );
  return { covariance, correlation: correlationOf(covariance), intensity };
}

function sumOver(size: number, of: (row: number, column: number) => number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) sum += of(row, column);
  return sum;
}
