import { AppError } from '@orbiquant/kernel';
import { DEFAULT_CRONS } from './jobs-env.ts';
import type { HouseJob, JobDeps } from './house-job.ts';

/** A payout may be returned weeks after it was paid. */
const LOOK_BACK_MS = 35 * 86_400_000;

/** Compares the books with what the payment processor lists, both ways. What stays unexplained is an incident, and stops payouts. */
export const paymentsReconcileJob = ({ work: { payments } }: JobDeps): HouseJob => ({
  name: 'PaymentsReconcileJob',
  cron: DEFAULT_CRONS.PAYMENTS_RECONCILE_CRON,
  env: 'PAYMENTS_RECONCILE_CRON',
  period: { kind: 'day', leadMs: 0 },
  atOnce: 1,
  accounts: async () => ['processor'],
  work: {
    kind: 'own',
    serve: async (_account, { fromMs }) => {
      if (!payments) return { successes: 0, errors: 0, note: 'payments are not set up' };
      if (!(await payments.reconcile(fromMs - LOOK_BACK_MS)))
        throw new AppError('service-unavailable', 'The processor could not be listed to the end', { retryable: true });
      const open = await payments.openIncidents();
      return { successes: 1, errors: open, note: open > 0 ? `${open} open incident(s): payouts are stopped` : null };
    },
  },
});
