import { DEFAULT_CRONS } from './jobs-env.ts';
import type { HouseJob, JobDeps } from './house-job.ts';

/** Its name, for those that build on its days. */
export const DAILY_PERFORMANCE = 'DailyPerformanceJob';

/** Strikes the NAV that ends a day, deals what was queued, and writes every account's day; product by product. */
export const dailyPerformanceJob = ({ work }: JobDeps): HouseJob => ({
  name: DAILY_PERFORMANCE,
  cron: DEFAULT_CRONS.DAILY_PERFORMANCE_CRON,
  env: 'DAILY_PERFORMANCE_CRON',
  period: { kind: 'day', leadMs: 0 },
  byCalendar: true,
  atOnce: 1,
  accounts: () => work.products(),
  work: {
    kind: 'own',
    serve: async (productId, { key }) => {
      await work.strikeForDay(productId, key);
      await work.accountDays(productId, key);
    },
  },
});
