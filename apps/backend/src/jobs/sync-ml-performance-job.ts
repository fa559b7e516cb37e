import { DEFAULT_CRONS } from './jobs-env.ts';
import type { HouseJob, JobDeps } from './house-job.ts';

const AT_ONCE = 1_000;
const ROUNDS_MAX = 20;

/** Has every forecast whose time is over scored, and each version of each model judged by them. */
export const syncMlPerformanceJob = ({ work }: JobDeps): HouseJob => ({
  name: 'SyncMLPerformanceJob',
  cron: DEFAULT_CRONS.SYNC_ML_PERFORMANCE_CRON,
  env: 'SYNC_ML_PERFORMANCE_CRON',
  period: { kind: 'slot' },
  atOnce: 1,
  accounts: async () => ['forecasts'],
  work: {
    kind: 'own',
    serve: async () => {
      let [scored, unscorable, verdicts] = [0, 0, ''];
      for (let round = 0; round < ROUNDS_MAX; round++) {
        const done = await work.scoreModels(AT_ONCE);
        scored += done.scored;
        unscorable += done.unscorable;
        verdicts = done.models.map(({ modelId, version, verdict }) => `${modelId} ${version}: ${verdict}`).join('; ');
        if (done.scored + done.unscorable < AT_ONCE) break;
      }
      return { successes: scored, errors: unscorable, note: verdicts || null };
    },
  },
});
