import type { Trial } from '../trial/trial.ts';

/**
 * The feasible trial with the largest main objective; ties go to the smaller digest, so that the winner does not depend
 * on the order of evaluation. Null when none is feasible.
 */
export function bestTrial(trials: readonly Trial[]): Trial | null {
  let best: Trial | null = null;
  for (const trial of trials) if (trial.feasible && (best === null || isBetter(trial, best))) best = trial;
  return best;
}

function isBetter(a: Trial, b: Trial): boolean {
  const [left = -Infinity, right = -Infinity] = [a.objectives[0], b.objectives[0]];
  return left > right || (left === right && a.parametersDigest < b.parametersDigest);
}
