import { DEFAULT_CRONS } from './jobs-env.ts';
import type { HouseJob, JobDeps } from './house-job.ts';

const RELEASE = 'release-deposits';
const SUBMIT = 'submit-approved';
const OFF = { successes: 0, errors: 0, note: 'payments are not set up' };

/** Ends the hold of card deposits whose time is over and lets approved withdrawals begin, unless something is unexplained. */
export const withdrawalProcessingJob = ({ work: { payments } }: JobDeps): HouseJob => ({
  name: 'WithdrawalProcessingJob',
  cron: DEFAULT_CRONS.WITHDRAWAL_PROCESSING_CRON,
  env: 'WITHDRAWAL_PROCESSING_CRON',
  period: { kind: 'slot' },
  atOnce: 1,
  accounts: async () => [RELEASE, SUBMIT],
  work: {
    kind: 'own',
    serve: async (account) => {
      if (!payments) return OFF;
      if (account === RELEASE) return { successes: await payments.releaseDeposits(), errors: 0, note: null };
      const open = await payments.openIncidents();
      if (open > 0) return { successes: 0, errors: 0, note: `no payout begins: ${open} open incident(s)` };
      const { done, failed } = await payments.submitApproved();
      return { successes: done, errors: failed, note: null };
    },
  },
});
