import type { LabReason, LabStress } from '@orbiquant/contracts';
import { stressOutcome, stressRunOf } from '../robustness/stress-outcome.ts';
import { stressPlan, type Stress } from '../robustness/stress-plan.ts';
import { reason, withReasons } from '../trials/reason.ts';
import { backtestJob } from './backtest-job.ts';
import { evaluateTasks } from './evaluate-tasks.ts';
import type { Job, JobOutcome } from './job.ts';

/** Share of the stresses that a run has to hold. */
export const HELD_MIN = 0.75;

/**
 * The run of the strategy, and the same with something changed: parameters, prices, costs, delay, time, instruments.
 * Changed runs choose nothing, so they do not count as trials; the run itself does.
 *
 * @throws AppError `conflict` when the signal stops it.
 */
export async function robustnessJob(job: Job): Promise<JobOutcome> {
  const base = await backtestJob(job);
  const sharpe = base.result.figures['sharpe'] ?? NaN;
  const stresses = await runStresses(job, stressPlan(job.problem, job.parameters), sharpe);
  const verdict = base.result.verdict && withReasons(base.result.verdict, [heldReason(stresses)]);
  return { ...base, result: { ...base.result, stresses, verdict } };
}

async function runStresses({ deps }: Job, plan: readonly Stress[], base: number): Promise<LabStress[]> {
  const tasks = plan.flatMap((stress) => stress.tasks);
  const list = {
    count: tasks.length,
    taskOf: (at: number) => tasks[at]!(),
    read: stressRunOf,
    stage: 'robustness' as const,
  };
  const runs = await evaluateTasks(list, deps);
  let next = 0;
  return plan.map((stress) => stressOutcome(stress, runs.slice(next, (next += stress.tasks.length)), base));
}

/** Costs once are the run itself, shown to compare with: they are no stress and do not count. */
function heldReason(stresses: readonly LabStress[]): LabReason {
  const counted = stresses.filter(({ code, params }) => !(code === 'costs' && params['times'] === 1));
  const held = counted.filter(({ passes }) => passes).length;
  return reason('stresses', held >= HELD_MIN * counted.length, { held, of: counted.length, min: HELD_MIN });
}
