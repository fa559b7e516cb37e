import type { LabProgress } from '@orbiquant/contracts';
import type { ParameterValues } from '@orbiquant/quant';
import type { Problem } from '../trial/problem.ts';
import type { Trial } from '../trial/trial.ts';
import type { StageCode } from './stage-codes.ts';

/** A log of what a job has done so far, from which another worker goes on. Steps are plain JSON, in order. */
export interface CheckpointLog {
  load(): Promise<readonly unknown[]>;
  append(step: unknown): Promise<void>;
}

/** What a job is given by whoever runs it: threads, a log, somebody to tell, and a way to be stopped. */
export interface JobDeps {
  /** The trials of `sets`, in their order, on however many threads. */
  evaluateBatch(problem: Problem, sets: readonly ParameterValues[]): Promise<Trial[]>;
  /** Tells how far it is. May be called often. */
  progress(progress: LabProgress & { readonly stage: StageCode }): void;
  readonly checkpoint: CheckpointLog;
  /** Stops the job between two batches. */
  readonly signal: AbortSignal;
}

/** A log under a name of its own within another: parts of a job do not see each other's steps. */
export function sublog(log: CheckpointLog, name: string): CheckpointLog {
  return {
    load: async () => (await log.load()).flatMap((step) => (isNamed(step, name) ? [step.step] : [])),
    append: (step) => log.append({ name, step }),
  };
}

const isNamed = (step: unknown, name: string): step is { name: string; step: unknown } =>
  typeof step === 'object' && step !== null && 'name' in step && step.name === name;
