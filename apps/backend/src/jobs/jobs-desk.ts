import type { FastifyBaseLogger } from 'fastify';
import { WORK_RULES, type DutyEvent, type DutyStore, type WorkRules } from '@orbiquant/jobs';
import { pgDutyStore, type DbClock } from '@orbiquant/jobs-store';
import { AppError, type Clock } from '@orbiquant/kernel';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { Counter, Histogram, type Registry } from '@orbiquant/platform-observe';
import type { Calendar } from '../calendar.ts';
import { houseJobs, type ScheduledHouseJob } from './house-jobs.ts';
import type { HouseWork } from './house-work.ts';
import type { JobsOptions } from './jobs-env.ts';

/** What jobs are run and looked at with. */
export type JobsDesk = {
  db: DataSource;
  clock: Clock;
  calendar: Calendar | undefined;
  log: FastifyBaseLogger;
  store: DutyStore<EntityManager>;
  rules: WorkRules;
  isScheduled: boolean;
  zone: string;
  jobs: readonly ScheduledHouseJob[];
  tell: (event: DutyEvent) => void;
};

/** What a desk is opened with. `dbClock` and `rules` are the house's own unless a test says otherwise. */
export type JobsDeskOptions = JobsOptions & {
  db: DataSource;
  clock: Clock;
  /** Where the days of the pools are not those of the clock. */
  calendar?: Calendar | undefined;
  log: FastifyBaseLogger;
  metrics: Registry;
  work: HouseWork;
  dbClock?: DbClock;
  rules?: WorkRules;
};

/** The desk from which the jobs of this house are run. */
export function openJobsDesk({
  db,
  clock,
  calendar,
  log,
  metrics,
  work,
  dbClock,
  rules = WORK_RULES,
  ...options
}: JobsDeskOptions): JobsDesk {
  const { isScheduled, zone } = options;
  const jobs = houseJobs({ db, work, calendar }, options);
  return {
    db,
    clock,
    calendar,
    log,
    rules,
    isScheduled,
    zone,
    jobs,
    store: pgDutyStore(db, dbClock),
    tell: teller(log, metrics),
  };
}

/** A job of the house by its name. @throws AppError not-found */
export function jobNamed({ jobs }: JobsDesk, name: string): ScheduledHouseJob {
  const found = jobs.find(({ job }) => job.name === name);
  if (!found)
    throw new AppError('not-found', `There is no job ${name}; there are ${jobs.map(({ job }) => job.name).join(', ')}`);
  return found;
}

/** Counts and logs what workers tell. What was given up is an alert: a person has to look. */
function teller(log: FastifyBaseLogger, metrics: Registry): (event: DutyEvent) => void {
  const runs = new Counter({
    name: 'job_runs_total',
    help: 'Attempts at periods of jobs, by how they ended',
    labelNames: ['job', 'end'] as const,
    registers: [metrics],
  });
  const dead = new Counter({
    name: 'job_dead_letters_total',
    help: 'Accounts and periods given up',
    labelNames: ['job'] as const,
    registers: [metrics],
  });
  const failed = new Counter({
    name: 'job_account_failures_total',
    help: 'Failed tries of accounts',
    labelNames: ['job'] as const,
    registers: [metrics],
  });
  const attempts = new Histogram({
    name: 'job_attempts',
    help: 'Attempts that a period took until it was done',
    labelNames: ['job'] as const,
    registers: [metrics],
    buckets: [1, 2, 3, 5, 10],
  });
  return (event) => {
    const { job, period } = event.duty;
    if (event.kind === 'duty-ended') {
      runs.inc({ job, end: event.end });
      if (event.end === 'done') attempts.observe({ job }, event.duty.attempts);
      return log.info({ job, period, end: event.end }, 'a job worked on a period');
    }
    const isDead = event.kind === 'duty-failed' ? event.dead : event.missed === 'dead';
    if (event.kind === 'account-failed') failed.inc({ job });
    if (isDead) dead.inc({ job });
    const account = event.kind === 'account-failed' ? event.account : null;
    if (isDead)
      log.error({ code: 'job-dead-letter', job, period, account, err: event.error }, 'a job gave something up');
    else log.warn({ code: 'job-failed', job, period, account, err: event.error }, 'a job will try again');
  };
}
