import type { LabOrder, LabResult } from '@orbiquant/contracts';
import type { Problem } from '../trial/problem.ts';
import type { TrialRecord } from '../trials/trial-record.ts';
import type { JobDeps } from './job-deps.ts';

/** A job under way: what was ordered, what it works on, what was tried before, and what it is given. */
export type Job = {
  readonly order: LabOrder;
  readonly problem: Problem;
  /** Searched parameters apart, those that the order sets. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly trialsBefore: readonly TrialRecord[];
  readonly deps: JobDeps;
};

/** What a job gives: its result, and the trials that the ledger has to count. */
export type JobOutcome = { readonly result: LabResult; readonly trials: readonly TrialRecord[] };

/** A result without any of the parts that only some kinds have. */
export const NO_PARTS = {
  trials: [],
  heatMap: null,
  windows: [],
  fans: [],
  stresses: [],
  findings: [],
  verdict: null,
} satisfies Partial<LabResult>;
