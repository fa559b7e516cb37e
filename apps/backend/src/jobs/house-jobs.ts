import { scheduleOf, type ScheduledJob } from '@orbiquant/jobs';
import type { EntityManager } from '@orbiquant/platform-db';
import { dailyPerformanceJob } from './daily-performance-job.ts';
import { dataCleanupJob } from './data-cleanup-job.ts';
import type { HouseJob, JobDeps } from './house-job.ts';
import type { JobsOptions } from './jobs-env.ts';
import { monthlyDistributionJob } from './monthly-distribution-job.ts';
import { paymentsReconcileJob } from './payments-reconcile-job.ts';
import { dailySettlementJob, intradaySettlementJob } from './settlement-jobs.ts';
import { syncMlPerformanceJob } from './sync-ml-performance-job.ts';
import { withdrawalProcessingJob } from './withdrawal-processing-job.ts';

/** A job of the house with its schedule. */
export type ScheduledHouseJob = ScheduledJob<EntityManager> & { job: HouseJob };

/** Every job of the house. Another one is an object more in this list. */
export function houseJobs(deps: JobDeps, { isScheduled, zone, crons }: JobsOptions): ScheduledHouseJob[] {
  const jobs = [
    dailySettlementJob(deps),
    intradaySettlementJob(deps),
    dailyPerformanceJob(deps),
    monthlyDistributionJob(deps),
    withdrawalProcessingJob(deps),
    paymentsReconcileJob(deps),
    syncMlPerformanceJob(deps),
    dataCleanupJob(),
  ];
  return jobs.map((job) => ({ job, schedule: scheduleOf(crons[job.env], zone), follows: isScheduled }));
}
