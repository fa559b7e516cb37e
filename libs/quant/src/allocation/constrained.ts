import type { SquareMatrix } from '../risk/covariance.ts';
import type { Limits } from './constraints.ts';
import { leastQuadratic } from './quadratic-program.ts';
import type { LinearRow } from './quadratic-program.ts';
import { fault, refuse } from './universe.ts';

/** Variance of the size of a trade, relative to a mean variance: enough for a strictly convex program, too little to matter. */
const TRADE_RIDGE = 1e-9;

/** A program over x whose weights are x / sum(x): the sum is 1, or any positive one where the program is homogeneous. */
export type Program = { matrix: SquareMatrix; equality: LinearRow; homogeneous: boolean };

/** Weights of least risk within limits, or null when nothing satisfies them. */
export function leastWithin(program: Program, { rows, ranges, turnover }: Limits): Float64Array | null {
  const size = ranges.length;
  const someCapital = { coefficients: new Float64Array(size).fill(1), atLeast: 0 };
  const held = program.homogeneous ? [...rows.map(homogenised), someCapital] : rows;
  const point = turnover
    ? leastWithTrades(program, held, turnover)
    : leastQuadratic(program.matrix, { equalities: [program.equality], inequalities: held });
  const weights = point && normalised(point.subarray(0, size));
  return weights && clamped(weights, ranges);
}

/** Which part of the limits cannot be met: turnover, when the rest can. */
export function refuseInfeasible(limits: Limits, feasible: (limits: Limits) => boolean): never {
  if (limits.turnover && feasible({ ...limits, turnover: null })) {
    const message = `No weights within bounds are within a turnover of ${limits.turnover.max}.`;
    return refuse([fault('turnover.max', 'infeasible', message)]);
  }
  return refuse([fault('groups', 'infeasible', 'No weights that sum to 1 satisfy all bounds and groups.')]);
}

/**
 * With one more unknown per asset, the size of its trade: not below the trade, not below its opposite, and their sum within
 * the turnover. A size has almost no variance of its own; that leaves the risk of the result within 1e-9 of the least.
 */
function leastWithTrades(
  { matrix, equality, homogeneous }: Program,
  held: readonly LinearRow[],
  { current, max }: NonNullable<Limits['turnover']>,
): Float64Array | null {
  const size = current.length;
  const ridge = (TRADE_RIDGE * matrix.reduce((sum, row, at) => sum + row[at]!, 0)) / size;
  const widened = (row: Float64Array, trades: Float64Array): Float64Array => Float64Array.from([...row, ...trades]);
  const none = new Float64Array(size);
  const budget = none.map(() => (homogeneous ? 1 : 0));
  const traded = (at: number, sign: number): LinearRow => ({
    coefficients: widened(
      budget.map((unit, asset) => sign * (unit * current[at]! - (asset === at ? 1 : 0))),
      none.with(at, 1),
    ),
    atLeast: homogeneous ? 0 : -sign * current[at]!,
  });
  const limit = {
    coefficients: widened(
      budget.map((unit) => unit * max),
      none.map(() => -1),
    ),
    atLeast: homogeneous ? 0 : -max,
  };
  const wide = (row: LinearRow): LinearRow => ({ ...row, coefficients: widened(row.coefficients, none) });
  return leastQuadratic(
    [...matrix.map((row) => widened(row, none)), ...matrix.map((_, at) => widened(none, none.with(at, ridge)))],
    {
      equalities: [wide(equality)],
      inequalities: [...held.map(wide), ...[...current.keys()].flatMap((at) => [traded(at, 1), traded(at, -1)]), limit],
    },
  );
}

/** a.w >= b for w = x / sum(x) is (a - b).x >= 0. */
const homogenised = ({ coefficients, atLeast }: LinearRow): LinearRow => ({
  coefficients: coefficients.map((value) => value - atLeast),
  atLeast: 0,
});

function normalised(point: Float64Array): Float64Array | null {
  const total = point.reduce((sum, value) => sum + value, 0);
  const size = point.reduce((sum, value) => sum + Math.abs(value), 0);
  return total > 1e-9 * size ? point.map((value) => value / total) : null;
}

/** Removes the solver's rounding outside a range. */
const clamped = (weights: Float64Array, ranges: Limits['ranges']): Float64Array =>
  weights.map((weight, at) => Math.min(ranges[at]!.max, Math.max(ranges[at]!.min, weight)));
