import type { OpaqueSearch } from '../search/open-search.ts';
import type { Problem } from '../trial/problem.ts';
import { trialFromJson, trialToJson, type TrialJson } from '../trial/trial-json.ts';
import type { Trial } from '../trial/trial.ts';
import type { JobDeps } from './job-deps.ts';
import { stopIfTold } from './stop-if-told.ts';

/** A batch that was absorbed: the state after it and what it found. */
type Step = { state: unknown; trials: TrialJson[] };

/** Trials whose daily returns are kept for the statistics over all trials, about. */
const RETURNS_KEPT = 200;

/**
 * Runs a search to its end, or from where its log says that it stood. The trials are in the order in which the search
 * asked for them, whoever evaluated them, so that an interrupted search ends as an uninterrupted one.
 *
 * @throws AppError `conflict` when the signal stops it.
 */
export async function runSearch(problem: Problem, search: OpaqueSearch, deps: JobDeps): Promise<Trial[]> {
  const steps = (await deps.checkpoint.load()) as readonly Step[];
  const trials = steps.flatMap((step) => step.trials.map(trialFromJson));
  let state = steps.at(-1)?.state ?? search.start();
  for (;;) {
    const batch = search.nextBatch(state);
    const { done, total } = search.progress(state);
    deps.progress({ done, total, stage: 'search' });
    if (batch.length === 0) return trials;
    stopIfTold(deps.signal);
    const found = (await deps.evaluateBatch(problem, batch)).map((trial) => thinned(trial, total));
    state = search.absorb(state, found);
    trials.push(...found);
    await deps.checkpoint.append({ state, trials: found.map(trialToJson) } satisfies Step);
  }
}

/** Which trials keep their returns follows from their digest alone, so that it is the same on any number of workers. */
function thinned(trial: Trial, total: number): Trial {
  const draw = Number.parseInt(trial.parametersDigest.slice(0, 8), 16) / 2 ** 32;
  return draw < RETURNS_KEPT / total ? trial : { ...trial, returns: new Float64Array(0) };
}
