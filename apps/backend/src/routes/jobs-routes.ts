import type { FastifyInstance } from 'fastify';
import {
  getJobRun,
  getJobRuns,
  getJobs,
  getJobsHealth,
  retryDeadLetter,
  runJob,
  type DutyView,
} from '@orbiquant/contracts';
import { runAskedFor, runOfKey, timeOf } from '@orbiquant/jobs';
import { findDuty, listDeadLetters, listDuties, retryDuty } from '@orbiquant/jobs-store';
import { AppError } from '@orbiquant/kernel';
import { mount } from '@orbiquant/platform-http';
import type { Deps } from '../deps.ts';
import { idempotently } from '../idempotently.ts';
import { jobNamed, type JobsDesk } from '../jobs/jobs-desk.ts';
import { jobsHealth } from '../jobs/jobs-health.ts';

const SHOWN = 200;

/** Whether the jobs run, for anyone; what they did, and having one done, for those who run the house. */
export function jobsRoutes(server: FastifyInstance, deps: Deps, desk: JobsDesk): void {
  const { db } = desk;
  mount(server, getJobsHealth, () => jobsHealth(desk));
  mount(server, getJobs, async () => ({
    ...(await jobsHealth(desk)),
    deadLetters: await listDeadLetters(db.manager, SHOWN),
  }));
  mount(server, getJobRuns, async ({ params: { name } }) =>
    listDuties(db.manager, jobNamed(desk, name).job.name, SHOWN),
  );
  mount(server, getJobRun, async ({ params: { name, period } }) => {
    const duty = await findDuty(db.manager, jobNamed(desk, name).job.name, period);
    if (!duty) throw new AppError('not-found', `${name} has no run for ${period}`);
    return duty;
  });
  mount(server, runJob, async (input, context) =>
    idempotently(deps, { route: runJob, input, context }, async (finish) => {
      const view = await askFor(desk, input.params.name, input.body.date);
      await db.transaction((tx) => finish(tx, view));
      return view;
    }),
  );
  mount(server, retryDeadLetter, async ({ params: { name, period } }) => {
    const { job } = jobNamed(desk, name);
    const { key } = runOfKey(job.period, period);
    if (!(await retryDuty(db, { job: name, period: key }, await desk.store.now())))
      throw new AppError('conflict', `Nothing of ${period} was given up`);
    return dutyOf(desk, name, key);
  });
}

/** Writes down that a period is to be worked on and wakes the workers; one that is done stays as it is. */
async function askFor(desk: JobsDesk, name: string, date: string | undefined): Promise<DutyView> {
  const { job } = jobNamed(desk, name);
  const nowMs = await desk.store.now();
  const { key } = runAskedFor(job.period, date, await timeOf(desk, job));
  await desk.store.enqueue(name, [key], { nowMs, isScheduled: false });
  return dutyOf(desk, name, key);
}

async function dutyOf({ db }: JobsDesk, name: string, period: string): Promise<DutyView> {
  const duty = await findDuty(db.manager, name, period);
  if (!duty) throw new AppError('not-found', `${name} has no run for ${period}`);
  const { fault: _fault, failed: _failed, notes: _notes, ...view } = duty;
  return view;
}
