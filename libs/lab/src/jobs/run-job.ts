import type { LabKind, LabOrder } from '@orbiquant/contracts';
import type { TrialRecord } from '../trials/trial-record.ts';
import { backtestJob } from './backtest-job.ts';
import { checkOrder } from './check-order.ts';
import type { Job, JobOutcome } from './job.ts';
import type { JobDeps } from './job-deps.ts';
import { monteCarloJob } from './monte-carlo-job.ts';
import { optimiseJob } from './optimise-job.ts';
import { parametersOf, problemOf, type JobData } from './problem-of.ts';
import { robustnessJob } from './robustness-job.ts';
import { walkForwardJob } from './walk-forward-job.ts';

const JOBS: Readonly<Record<LabKind, (job: Job) => Promise<JobOutcome>>> = {
  backtest: backtestJob,
  optimise: optimiseJob,
  'walk-forward': walkForwardJob,
  'monte-carlo': monteCarloJob,
  robustness: robustnessJob,
};

/**
 * Does what was ordered, from the beginning or from where its checkpoint log stands. The same order on the same data
 * with the same trials before gives the same result to the last digit, on one worker or many, interrupted or not.
 *
 * @throws AppError `invalid-input` or `unprocessable` naming what is wrong; `conflict` when the signal stops it.
 */
export async function runJob(
  order: LabOrder,
  { trialsBefore, ...data }: JobData & { readonly trialsBefore: readonly TrialRecord[] },
  deps: JobDeps,
): Promise<JobOutcome> {
  checkOrder(order);
  const problem = problemOf(order, data);
  return JOBS[order.kind]({ order, problem, parameters: parametersOf(order), trialsBefore, deps });
}
