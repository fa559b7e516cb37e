import { invariant } from '@orbiquant/kernel';
import { nextCronAfter, parseCron, type Cron } from '@orbiquant/periods';
import { latestLook } from './latest-look.ts';
import type { Job } from './job.ts';
import { dueRuns } from './period-rule.ts';
import { timeOf, workDuty, type DutyEnd, type DutyPorts } from './work-duty.ts';

/** When a job looks: its schedule and the zone by whose clock it is read. Null: by hand only. */
export type Schedule = { cron: Cron; zone: string };

/** A job and when it looks; `follows` is false where nobody is to look unasked. */
export type ScheduledJob<Tx> = { job: Job<Tx>; schedule: Schedule; follows: boolean };

/** Reads a job's schedule. @throws AppError invalid-input, naming the field that cannot be read */
export const scheduleOf = (cron: string, zone: string): Schedule => ({ cron: parseCron(cron), zone });

/** When a job looks next after an instant; null for a schedule that never comes. Epoch ms. */
export const nextLook = ({ cron, zone }: Schedule, nowMs: number): number | null => nextCronAfter(cron, nowMs, zone);

/** Writes down what has become due. Any number of processes may do so at the same time. Returns how many were new. */
export async function look<Tx>(ports: DutyPorts<Tx>, { job, schedule }: ScheduledJob<Tx>): Promise<number> {
  invariant(/^[A-Za-z]{3,60}$/.test(job.name), 'the name of a job is letters only');
  const { store } = ports;
  const nowMs = await timeOf(ports, job);
  const standing = { sinceMs: await store.since(job.name, nowMs), lastKey: await store.lastPeriod(job.name) };
  const due = dueRuns(job.period, standing, latestLook(schedule.cron, nowMs, schedule.zone));
  if (due.length === 0) return 0;
  const keys = due.map(({ key }) => key);
  return store.enqueue(job.name, keys, { nowMs: await store.now(), isScheduled: true });
}

/** Looks, then works on the duties of a job one after another, oldest first, until none can be claimed. Returns how each ended. */
export async function lookAndWork<Tx>(
  ports: DutyPorts<Tx>,
  scheduled: ScheduledJob<Tx>,
  worker: string,
): Promise<DutyEnd[]> {
  if (scheduled.follows) await look(ports, scheduled);
  const ends: DutyEnd[] = [];
  while (!ports.signal.aborted) {
    const duty = await ports.store.claim(scheduled.job.name, worker, ports.rules.leaseMs);
    if (!duty) break;
    ends.push(await workDuty(ports, scheduled.job, duty));
  }
  return ends;
}
