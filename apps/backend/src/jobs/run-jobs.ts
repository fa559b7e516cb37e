import { lookAndWork, type DutyPorts } from '@orbiquant/jobs';
import { JOBS_CHANNEL } from '@orbiquant/jobs-store';
import { newId } from '@orbiquant/kernel';
import { listen, type EntityManager } from '@orbiquant/platform-db';
import type { ScheduledHouseJob } from './house-jobs.ts';
import type { JobsDesk } from './jobs-desk.ts';

const LOOK_EVERY_MS = 5_000;

/**
 * Follows the schedules and works on duties until `signal` aborts, each job in a lane of its own. Any number of processes may
 * do so: the rows decide who does what. A bell wakes them early when somebody asks for a run.
 */
export async function runJobs(desk: JobsDesk, databaseUrl: string, signal: AbortSignal): Promise<void> {
  const worker = newId();
  const bells = new Map(desk.jobs.map(({ job }) => [job.name, bell()]));
  listen(databaseUrl, JOBS_CHANNEL, {
    signal,
    wake: (name) => (name === '' ? bells.forEach((each) => each.ring()) : bells.get(name)?.ring()),
  });
  await Promise.all(
    desk.jobs.map((scheduled) => follow(desk, { scheduled, worker, bell: bells.get(scheduled.job.name)! }, signal)),
  );
}

type Lane = { scheduled: ScheduledHouseJob; worker: string; bell: Bell };

async function follow(desk: JobsDesk, { scheduled, worker, bell: rings }: Lane, signal: AbortSignal): Promise<void> {
  const ports: DutyPorts<EntityManager> = { ...desk, signal };
  let complaint = '';
  while (!signal.aborted) {
    const trouble = await lookAndWork(ports, scheduled, worker).then(() => '', String);
    if (trouble && trouble !== complaint) desk.log.warn({ code: 'job-waits', job: scheduled.job.name }, trouble);
    complaint = trouble;
    await desk.clock.sleep(LOOK_EVERY_MS, AbortSignal.any([signal, rings.next()]));
  }
}

/** `next` gives a signal that the next ring aborts; a ring since the last `next` aborts it at once. */
type Bell = { ring: () => void; next: () => AbortSignal };

function bell(): Bell {
  let wake = new AbortController();
  return {
    ring: () => wake.abort(),
    next: () => {
      const { signal } = wake;
      if (signal.aborted) wake = new AbortController();
      return signal;
    },
  };
}
