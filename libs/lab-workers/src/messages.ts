import type { Problem, Trial } from '@orbiquant/lab';
import type { ParameterValues } from '@orbiquant/quant';

/** What a worker is told: a problem to remember, a chunk of it to evaluate, or a problem to forget. */
export type ToWorker =
  | { kind: 'problem'; key: number; problem: Problem }
  | { kind: 'chunk'; key: number; chunk: number; sets: readonly ParameterValues[] }
  | { kind: 'forget'; key: number };

/** What a worker answers: the trials of a chunk in the order of its sets. */
export type FromWorker = { chunk: number; trials: Trial[] };
