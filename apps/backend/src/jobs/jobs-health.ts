import type { JobsHealth, JobView } from '@orbiquant/contracts';
import { nextLook, timeOf } from '@orbiquant/jobs';
import { jobStanding, type JobStanding } from '@orbiquant/jobs-store';
import type { ScheduledHouseJob } from './house-jobs.ts';
import type { JobsDesk } from './jobs-desk.ts';

/** A period that has waited this long is late. */
const LATE_AFTER_MS = 2 * 3_600_000;

/** How every job is doing. Names, times and counts; nothing of whom it concerns and why it failed. */
export async function jobsHealth(desk: JobsDesk): Promise<JobsHealth> {
  const nowMs = await desk.store.now();
  const jobs: JobView[] = [];
  for (const scheduled of desk.jobs)
    jobs.push(
      viewOf(scheduled, await jobStanding(desk.db.manager, scheduled.job.name), {
        desk,
        nowMs,
        calendarMs: await timeOf(desk, scheduled.job).catch(() => null),
      }),
    );
  const healthy = jobs.every(({ health }) => health !== 'late' && health !== 'failing');
  return { healthy, scheduled: desk.isScheduled, jobs };
}

function viewOf(
  { job, schedule }: ScheduledHouseJob,
  standing: JobStanding,
  { desk, nowMs, calendarMs }: { desk: JobsDesk; nowMs: number; calendarMs: number | null },
): JobView {
  const { lastRun, waiting, deadLetters } = standing;
  return {
    name: job.name,
    cron: schedule.cron.text,
    zone: schedule.zone,
    health: healthOf(standing, nowMs),
    nextRunAtMs: desk.isScheduled && calendarMs !== null ? nextLook(schedule, calendarMs) : null,
    waiting,
    deadLetters,
    lastRun,
  };
}

function healthOf({ lastRun, oldestWaitingMs, isRunning, deadLetters }: JobStanding, nowMs: number): JobView['health'] {
  if (deadLetters > 0) return 'failing';
  if (oldestWaitingMs !== null && nowMs - oldestWaitingMs > LATE_AFTER_MS) return 'late';
  if (isRunning) return 'running';
  return lastRun ? 'ok' : 'never-ran';
}
