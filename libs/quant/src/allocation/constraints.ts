import type { FieldFault } from '@orbiquant/kernel';
import type { LinearRow } from './quadratic-program.ts';
import { fault, inOrder, refuse, unknownNames } from './universe.ts';

/** Least and most weight, as shares of capital. */
export type WeightRange = { min: number; max: number };

/** What weights must obey beside summing to 1. */
export type Constraints = {
  /** Range of single assets; an asset that is not named has `everyAsset`. */
  bounds?: Readonly<Record<string, WeightRange>>;
  /** Default long only: 0 to 1. */
  everyAsset?: WeightRange;
  /** Range of the summed weight of some assets. */
  groups?: readonly ({ name: string; assets: readonly string[] } & WeightRange)[];
  /** Most that may be traded from the present weights: sum of |new - present|, buys and sells both counted, in [0, 2]. */
  turnover?: { currentWeights: Readonly<Record<string, number>>; max: number };
};

/** Constraints in the order of the assets, ready for a solver. */
export type Limits = {
  ranges: readonly WeightRange[];
  rows: readonly LinearRow[];
  turnover: { current: Float64Array; max: number } | null;
};

const LONG_ONLY: WeightRange = { min: 0, max: 1 };

/**
 * Checks constraints and turns them into rows.
 *
 * @throws  AppError `invalid-input`, naming `bounds.X`, `groups.X` or `turnover`.
 */
export function limitsOf(assets: readonly string[], constraints: Constraints): Limits {
  const { bounds = {}, everyAsset = LONG_ONLY, groups = [], turnover } = constraints;
  const ranges = assets.map((asset) => bounds[asset] ?? everyAsset);
  const faults = [
    ...unknownNames(assets, Object.keys(bounds), 'bounds'),
    ...assets.flatMap((asset, at) => rangeFaults(`bounds.${asset}`, ranges[at]!)),
    ...groups.flatMap((group) => [
      ...unknownNames(assets, group.assets, `groups.${group.name}`),
      ...rangeFaults(`groups.${group.name}`, group),
    ]),
    ...budgetFaults(ranges),
    ...(turnover && !(turnover.max >= 0) ? [fault('turnover.max', 'range', 'Turnover is not negative.')] : []),
  ];
  if (faults.length > 0) refuse(faults);
  const groupRows = groups.flatMap((group) =>
    rowsOf(
      Float64Array.from(assets, (asset) => Number(group.assets.includes(asset))),
      group,
    ),
  );
  return {
    ranges,
    rows: [...ranges.flatMap((range, at) => rowsOf(new Float64Array(assets.length).with(at, 1), range)), ...groupRows],
    turnover: turnover
      ? { current: inOrder(assets, turnover.currentWeights, 'turnover.currentWeights'), max: turnover.max }
      : null,
  };
}

function rangeFaults(path: string, { min, max }: WeightRange): FieldFault[] {
  return min <= max ? [] : [fault(path, 'range', `${path}: the least weight ${min} is above the most ${max}.`)];
}

function budgetFaults(ranges: readonly WeightRange[]): FieldFault[] {
  const [least, most] = [sum(ranges.map(({ min }) => min)), sum(ranges.map(({ max }) => max))];
  if (least > 1 + 1e-12) return [fault('bounds', 'infeasible', `The least weights sum to ${least}, above 1.`)];
  if (most < 1 - 1e-12) return [fault('bounds', 'infeasible', `The most weights sum to ${most}, below 1.`)];
  return [];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The one or two rows of a range; an infinite end needs none. */
function rowsOf(coefficients: Float64Array, { min, max }: WeightRange): LinearRow[] {
  const least = Number.isFinite(min) ? [{ coefficients, atLeast: min }] : [];
  const most = Number.isFinite(max) ? [{ coefficients: coefficients.map((value) => -value), atLeast: -max }] : [];
  return [...least, ...most];
}
