import { evaluate } from '../../trial/evaluate.ts';
import type { JobDeps } from '../job-deps.ts';

/** How a fixture of a job's deps behaves. */
export type Deps = {
  /** The log: what a killed job has left, and what the next one reads. */
  readonly log?: unknown[];
  /** The call of `evaluateBatch` at which the worker is killed. */
  readonly dieAt?: number;
  /** Whether later batches are answered before earlier ones, and a batch's last set before its first. */
  readonly isBackwards?: boolean;
};

/** Deps over an array as log, evaluated here. */
export function jobDeps({ log = [], dieAt = Infinity, isBackwards = false }: Deps = {}): JobDeps & {
  calls: () => number;
} {
  let calls = 0;
  return {
    calls: () => calls,
    async evaluateBatch(problem, sets) {
      const call = ++calls;
      if (call > dieAt) throw new Error('killed');
      if (!isBackwards) return sets.map((parameters) => evaluate(problem, parameters));
      for (let turn = 0; turn < 40 - (call % 8) * 4; turn++) await Promise.resolve();
      return sets
        .toReversed()
        .map((parameters) => evaluate(problem, parameters))
        .toReversed();
    },
    progress: () => undefined,
    checkpoint: {
      load: async () => JSON.parse(JSON.stringify(log)) as unknown[],
      append: async (step) => void log.push(JSON.parse(JSON.stringify(step))),
    },
    signal: new AbortController().signal,
  };
}
