import type { LabHeatMap } from '@orbiquant/contracts';
import type { Trial } from '../trial/trial.ts';

/** Values of an axis at most; finer ones are joined into equal steps. */
const CELLS_MAX = 60;

/**
 * Two parameters against each other: the best main objective among the trials of each pair, whatever the others are.
 * Infeasible and failed trials are left out; a pair that nobody tried is null.
 */
export function heatMapOf(trials: readonly Trial[], x: string, y: string): LabHeatMap {
  const tried = trials.filter(({ feasible, objectives }) => feasible && Number.isFinite(objectives[0]));
  const xs = axisOf(trials, x);
  const ys = axisOf(trials, y);
  const values: Array<Array<number | null>> = ys.map(() => xs.map(() => null));
  for (const { parameters, objectives } of tried) {
    const row = values[placeOf(ys, parameters[y]!)]!;
    const at = placeOf(xs, parameters[x]!);
    row[at] = Math.max(row[at] ?? -Infinity, objectives[0]!);
  }
  return { x, y, xs, ys, values };
}

function axisOf(trials: readonly Trial[], name: string): number[] {
  const all = [...new Set(trials.map(({ parameters }) => parameters[name] ?? NaN))].filter(Number.isFinite);
  const sorted = all.toSorted((a, b) => a - b);
  if (sorted.length <= CELLS_MAX) return sorted;
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  return Array.from({ length: CELLS_MAX }, (_unused, k) => first + ((last - first) * k) / (CELLS_MAX - 1));
}

/** The place of the nearest value. */
function placeOf(axis: readonly number[], value: number): number {
  let best = 0;
  axis.forEach((one, at) => {
    if (Math.abs(one - value) < Math.abs(axis[best]! - value)) best = at;
  });
  return best;
}
