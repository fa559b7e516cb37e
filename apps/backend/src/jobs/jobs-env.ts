import { z } from 'zod';
import { AppError } from '@orbiquant/kernel';
import { parseCron } from '@orbiquant/periods';
import { flag } from '@orbiquant/platform-config';

/** The schedule of each job where nothing else is set. UTC unless CRON_TIMEZONE says otherwise. */
export const DEFAULT_CRONS = {
  DAILY_SETTLEMENT_CRON: '59 23 * * *',
  INTRADAY_SETTLEMENT_CRON: '0 */4 * * *',
  DAILY_PERFORMANCE_CRON: '30 0 * * *',
  MONTHLY_DISTRIBUTION_CRON: '0 1 1 * *',
  WITHDRAWAL_PROCESSING_CRON: '*/30 * * * *',
  SYNC_ML_PERFORMANCE_CRON: '0 * * * *',
  DATA_CLEANUP_CRON: '0 3 * * sun',
  PAYMENTS_RECONCILE_CRON: '15 2 * * *',
} as const;

/** The environment variable of a schedule. */
export type CronName = keyof typeof DEFAULT_CRONS;

const cron = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .superRefine((text, context) => {
      try {
        parseCron(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof AppError ? error.message : 'not a schedule' });
      }
    });

const zone = z.string().default('UTC').refine(isZone, 'no such time zone; write it as in Europe/Madrid');

/** When the jobs look, for the configuration of the service. */
export const jobsEnv = {
  /** Whether this process follows the schedules; without, jobs run by hand only. */
  ENABLE_CRON_JOBS: flag(true),
  /** By whose clock the schedules are read. What is due is a matter of UTC days and months all the same. */
  CRON_TIMEZONE: zone,
  DAILY_SETTLEMENT_CRON: cron(DEFAULT_CRONS.DAILY_SETTLEMENT_CRON),
  INTRADAY_SETTLEMENT_CRON: cron(DEFAULT_CRONS.INTRADAY_SETTLEMENT_CRON),
  DAILY_PERFORMANCE_CRON: cron(DEFAULT_CRONS.DAILY_PERFORMANCE_CRON),
  MONTHLY_DISTRIBUTION_CRON: cron(DEFAULT_CRONS.MONTHLY_DISTRIBUTION_CRON),
  WITHDRAWAL_PROCESSING_CRON: cron(DEFAULT_CRONS.WITHDRAWAL_PROCESSING_CRON),
  SYNC_ML_PERFORMANCE_CRON: cron(DEFAULT_CRONS.SYNC_ML_PERFORMANCE_CRON),
  DATA_CLEANUP_CRON: cron(DEFAULT_CRONS.DATA_CLEANUP_CRON),
  PAYMENTS_RECONCILE_CRON: cron(DEFAULT_CRONS.PAYMENTS_RECONCILE_CRON),
};

/** What the environment says of jobs. */
export type JobsOptions = { isScheduled: boolean; zone: string; crons: Readonly<Record<CronName, string>> };

type Env = { ENABLE_CRON_JOBS: boolean; CRON_TIMEZONE: string } & Record<CronName, string>;

/** The options of the jobs from the environment as it was read. */
export const jobsOptions = (env: Env): JobsOptions => ({
  isScheduled: env.ENABLE_CRON_JOBS,
  zone: env.CRON_TIMEZONE,
  crons: env,
});

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
