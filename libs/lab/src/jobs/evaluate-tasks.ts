import type { ParameterValues } from '@orbiquant/quant';
import type { Problem } from '../trial/problem.ts';
import type { Trial } from '../trial/trial.ts';
import type { JobDeps } from './job-deps.ts';
import type { StageCode } from './stage-codes.ts';
import { stopIfTold } from './stop-if-told.ts';

/** One run of a strategy on a market of its own. */
export type Task = { readonly problem: Problem; readonly parameters: ParameterValues };

/** Many tasks, made when their turn comes, and what is kept of each: plain JSON without NaN, infinities or -0. */
export type TaskList<T> = {
  readonly count: number;
  readonly taskOf: (index: number) => Task;
  readonly read: (trial: Trial) => T;
  readonly stage: StageCode;
};

/** Tasks in hand at once: enough for every worker, few enough that their bars fit in memory. */
const BATCH = 8;

/**
 * Does tasks in order of their number, or goes on where the log stands. What is kept is in that order too, whoever
 * evaluated it.
 *
 * @throws AppError `conflict` when the signal stops it.
 */
export async function evaluateTasks<T>({ count, taskOf, read, stage }: TaskList<T>, deps: JobDeps): Promise<T[]> {
  const kept = ((await deps.checkpoint.load()) as ReadonlyArray<readonly T[]>).flat() as T[];
  for (;;) {
    deps.progress({ done: kept.length, total: count, stage });
    if (kept.length >= count) return kept;
    stopIfTold(deps.signal);
    const from = kept.length;
    const tasks = Array.from({ length: Math.min(BATCH, count - from) }, (_unused, k) => taskOf(from + k));
    const step = await Promise.all(tasks.map(async (task) => read(await evaluateOne(task, deps))));
    kept.push(...step);
    await deps.checkpoint.append(step);
  }
}

async function evaluateOne({ problem, parameters }: Task, deps: JobDeps): Promise<Trial> {
  const [trial] = await deps.evaluateBatch(problem, [parameters]);
  return trial!;
}
