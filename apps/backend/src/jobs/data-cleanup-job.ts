import { invariant } from '@orbiquant/kernel';
import { applyRule, CLEANUP_RULES } from './cleanup-rules.ts';
import { DEFAULT_CRONS } from './jobs-env.ts';
import type { HouseJob } from './house-job.ts';

/** Removes what is no longer needed, rule by rule, and counts it. */
export const dataCleanupJob = (): HouseJob => ({
  name: 'DataCleanupJob',
  cron: DEFAULT_CRONS.DATA_CLEANUP_CRON,
  env: 'DATA_CLEANUP_CRON',
  period: { kind: 'slot' },
  atOnce: 1,
  accounts: async () => CLEANUP_RULES.map(({ name }) => name),
  work: {
    kind: 'transaction',
    serve: async (tx, account, { nowMs }) => {
      const rule = CLEANUP_RULES.find(({ name }) => name === account);
      invariant(rule, `there is no rule ${account}`);
      const removed = await applyRule(tx, rule, nowMs);
      return { successes: removed, errors: 0, note: removed > 0 ? `${removed} removed` : null };
    },
  },
});
