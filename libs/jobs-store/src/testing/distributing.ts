import type { Job } from '@orbiquant/jobs';
import type { EntityManager } from '@orbiquant/platform-db';

/** A month of the test: pays each account once, in the transaction of its progress; `before` is where things go wrong. */
export const distributing = (
  before: (account: string) => Promise<void> = async () => undefined,
  accounts: readonly string[] = ['a', 'b', 'c', 'd', 'e'],
): Job<EntityManager> => ({
  name: 'MonthlyTestJob',
  cron: '0 1 1 * *',
  env: 'MONTHLY_TEST_CRON',
  period: { kind: 'month', leadMs: 0 },
  atOnce: 1,
  accounts: async () => accounts,
  work: {
    kind: 'transaction',
    serve: async (tx, account, { key }) => {
      await tx.query('INSERT INTO education.payments (period, account) VALUES ($1, $2)', [key, account]);
      await before(account);
    },
  },
});
