import type { Trial } from '../trial/trial.ts';
import type { SearchSpace } from './search-space.ts';

/** A neighbour is at most this many steps away on every axis. */
const STEPS = 2;

/**
 * How much of the best combination's result its neighbours keep: the mean main objective of the tried combinations at
 * most two steps away on every axis, over that of the best, clamped to 0..1. Near 1 it stands on a plateau; near 0 it
 * is a lone peak, which the next year rarely repeats. NaN without neighbours, or when the best is not above zero.
 */
export function plateauScore(trials: readonly Trial[], best: Trial, { axes }: SearchSpace): number {
  const main = best.objectives[0] ?? NaN;
  const places = (trial: Trial): number[] => axes.map(({ name, values }) => values.indexOf(trial.parameters[name]!));
  const home = places(best);
  const near = trials.filter((trial) => {
    const at = places(trial);
    return trial !== best && at.every((place, k) => place >= 0 && Math.abs(place - home[k]!) <= STEPS);
  });
  if (near.length === 0 || !(main > 0)) return NaN;
  const kept = near.map(({ objectives }) => Math.max(0, Number.isFinite(objectives[0]) ? objectives[0]! : 0));
  return Math.min(1, kept.reduce((sum, value) => sum + value, 0) / near.length / main);
}
