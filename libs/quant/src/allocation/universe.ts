import { AppError } from '@orbiquant/kernel';
import type { FieldFault } from '@orbiquant/kernel';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { SquareMatrix } from '../risk/covariance.ts';

/** The assets to choose from and how they move together, per period. */
export type Universe = { assets: readonly string[]; covariance: SquareMatrix };

/** Below this, rounding decides what an inverse is. */
const EIGENVALUE_MIN = 1e-12;

/** Refuses input, naming each faulty field. */
export function refuse(faults: readonly FieldFault[]): never {
  throw new AppError('invalid-input', faults.map(({ message }) => message).join(' '), { errors: faults });
}

/** One fault. */
export const fault = (path: string, code: string, message: string): FieldFault => ({ path, code, message });

/**
 * Checks a universe: unique names, one finite symmetric row per asset, every variance above zero.
 *
 * @param definite  Whether the matrix must be positive definite, as every optimiser that inverts it needs.
 * @throws          AppError `invalid-input`, naming `assets` or `covariance`.
 */
export function checkUniverse(universe: Universe, definite: boolean): void {
  const shape = shapeFaults(universe);
  if (shape.length > 0) refuse(shape);
  const values = valueFaults(universe);
  if (values.length > 0) refuse(values);
  if (!definite) return;
  const smallest = smallestEigenvalue(universe.covariance);
  if (smallest > EIGENVALUE_MIN) return;
  const message = `The covariance matrix is not positive definite: the smallest eigenvalue of its correlations is ${smallest}. Shrink it, or use more history than assets.`;
  refuse([fault('covariance', 'not-positive-definite', message)]);
}

function shapeFaults({ assets, covariance }: Universe): FieldFault[] {
  if (assets.length === 0) return [fault('assets', 'empty', 'There is no asset to choose from.')];
  if (new Set(assets).size < assets.length) return [fault('assets', 'duplicate', 'An asset is named twice.')];
  const square = covariance.length === assets.length && covariance.every((row) => row.length === assets.length);
  return square ? [] : [fault('covariance', 'shape', `The covariance matrix needs ${assets.length} rows and columns.`)];
}

function valueFaults({ assets, covariance }: Universe): FieldFault[] {
  const faults: FieldFault[] = [];
  assets.forEach((asset, row) => {
    if (!(covariance[row]![row]! > 0)) {
      faults.push(fault(`covariance.${asset}`, 'variance', `The variance of ${asset} is not above zero.`));
    }
    const other = assets.findIndex((_, column) => !mirrored(covariance, row, column));
    if (other >= 0) {
      const message = `The covariance of ${asset} and ${assets[other]} is not finite or not symmetric.`;
      faults.push(fault(`covariance.${asset}`, 'not-symmetric', message));
    }
  });
  return faults;
}

function mirrored(covariance: SquareMatrix, row: number, column: number): boolean {
  const [here, there] = [covariance[row]![column]!, covariance[column]![row]!];
  const scale = Math.sqrt(Math.abs(covariance[row]![row]! * covariance[column]![column]!));
  return Number.isFinite(here) && Number.isFinite(there) && Math.abs(here - there) <= 1e-9 * scale;
}

/** Of the correlations, so that assets of unlike scale do not look singular. */
function smallestEigenvalue(covariance: SquareMatrix): number {
  const deviations = covariance.map((row, at) => Math.sqrt(row[at]!));
  const scaled = covariance.map((row, at) =>
    Array.from(row, (value, to) => value / (deviations[at]! * deviations[to]!)),
  );
  return Math.min(...new EigenvalueDecomposition(new Matrix(scaled), { assumeSymmetric: true }).realEigenvalues);
}

/** Values by asset name in the order of the universe. @throws AppError, when a name is missing or unknown or a value not finite. */
export function inOrder(
  assets: readonly string[],
  values: Readonly<Record<string, number>>,
  path: string,
): Float64Array {
  const faults = [
    ...assets
      .filter((asset) => !Number.isFinite(values[asset]))
      .map((asset) => fault(`${path}.${asset}`, 'missing', `${path} has no finite value for ${asset}.`)),
    ...unknownNames(assets, Object.keys(values), path),
  ];
  if (faults.length > 0) refuse(faults);
  return Float64Array.from(assets, (asset) => values[asset]!);
}

/** A fault for each name that is not an asset of the universe. */
export const unknownNames = (assets: readonly string[], names: readonly string[], path: string): FieldFault[] =>
  names
    .filter((name) => !assets.includes(name))
    .map((name) => fault(`${path}.${name}`, 'unknown-asset', `${path} names ${name}, which is not an asset.`));
