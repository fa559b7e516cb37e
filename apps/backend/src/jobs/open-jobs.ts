import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import type { PaymentsDesk } from '../payments/payments-desk.ts';
import { jobsRoutes } from '../routes/jobs-routes.ts';
import { settlementRoutes } from '../routes/settlement-routes.ts';
import { houseWork } from './house-work.ts';
import { DEFAULT_CRONS, type JobsOptions } from './jobs-env.ts';
import { openJobsDesk, type JobsDesk } from './jobs-desk.ts';

/** Without settings nothing is looked at unasked. */
const BY_HAND: JobsOptions = { isScheduled: false, zone: 'UTC', crons: DEFAULT_CRONS };

/** Puts the routes of jobs and settlement on a server, and gives the desk from which `runJobs` runs them. */
export function openJobs(
  server: FastifyInstance,
  { deps, desk }: { deps: Deps; desk: PaymentsDesk },
  options: JobsOptions = BY_HAND,
): JobsDesk {
  const { db, clock, log } = deps;
  const calendar = deps.calendar.kind === 'wall' ? undefined : deps.calendar;
  const work = houseWork(deps, desk);
  const jobs = openJobsDesk({ ...options, db, clock, calendar, log, metrics: server.metrics, work });
  jobsRoutes(server, deps, jobs);
  settlementRoutes(server, deps);
  return jobs;
}
