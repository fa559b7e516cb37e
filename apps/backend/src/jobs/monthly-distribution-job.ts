import { isBehind } from '@orbiquant/jobs-store';
import { AppError } from '@orbiquant/kernel';
import { dayOf } from '@orbiquant/periods';
import { DAILY_PERFORMANCE } from './daily-performance-job.ts';
import { DEFAULT_CRONS } from './jobs-env.ts';
import type { HouseJob, JobDeps } from './house-job.ts';

/** Closes a month of every product: fees, each account's month, what is paid out, signed. Its days come first. */
export const monthlyDistributionJob = ({ db, work }: JobDeps): HouseJob => ({
  name: 'MonthlyDistributionJob',
  cron: DEFAULT_CRONS.MONTHLY_DISTRIBUTION_CRON,
  env: 'MONTHLY_DISTRIBUTION_CRON',
  period: { kind: 'month', leadMs: 0 },
  byCalendar: true,
  atOnce: 1,
  accounts: async ({ toMs: endMs }) => {
    // closing a month strikes its last day: days before it that are still to be struck would be lost
    if (await isBehind(db.manager, DAILY_PERFORMANCE, { period: dayOf(endMs - 1).key, endMs }))
      throw new AppError('conflict', 'The days of the month come first', { retryable: true });
    return work.products();
  },
  work: {
    kind: 'own',
    serve: async (productId, { key }) => {
      const state = await work.distributeMonth(productId, key);
      if (state !== 'signed') throw new AppError('conflict', `${key} is ${state}, not yet signed`, { retryable: true });
    },
  },
});
