import { WORK_RULES, workDuty } from '@orbiquant/jobs';
import { systemClock } from '@orbiquant/kernel';
import { openDatabase } from '@orbiquant/platform-db';
import { pgDutyStore } from '../pg-duty-store.ts';
import { distributing } from './distributing.ts';

/** Claims the duty of the test and is killed in the middle of an account: `node dying-worker.ts URL ACCOUNT`. */
const [url = '', diesAt = ''] = process.argv.slice(2);
const db = await openDatabase({ url });
const store = pgDutyStore(db);
const job = distributing(async (account) => {
  if (account === diesAt) process.kill(process.pid, 'SIGKILL');
});
const duty = await store.claim(job.name, 'dies', 1);
if (duty)
  await workDuty(
    {
      store,
      clock: systemClock,
      rules: { ...WORK_RULES, leaseMs: 60_000 },
      tell: () => undefined,
      signal: new AbortController().signal,
    },
    job,
    duty,
  );
