import type { DutyStore, Fault, HeldDuty } from '@orbiquant/jobs';
import { singleStatement, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { noteDead } from './dead-letters.ts';
import { serverClock, type DbClock } from './db-clock.ts';
import { missAccount, serveAccount, settledAccounts, tallyOf } from './duty-accounts.ts';

/** The NOTIFY channel that wakes workers when something was asked for; without it they look a little later. */
export const JOBS_CHANNEL = 'orbiquant_jobs';

/** Duties in PostgreSQL. Takes part in no transaction but its own; an account's work is given that. */
export function pgDutyStore(db: DataSource, clock: DbClock = serverClock): DutyStore<EntityManager> {
  const end = (duty: HeldDuty, state: 'done' | 'dead', fault: Fault | null): Promise<boolean> =>
    db.transaction(async (tx) => {
      const nowMs = await clock(tx);
      const ended = await leave(tx, { duty, nowMs, fault }, { state, finished_at: new Date(nowMs) });
      if (ended && state === 'dead')
        await noteDead(tx, { duty, account: '', tries: duty.attempts, fault: fault!, nowMs });
      return ended;
    });
  return {
    now: () => clock(singleStatement(db)),
    since: (job, nowMs) => sinceOf(singleStatement(db), job, nowMs),
    lastPeriod: (job) => lastPeriodOf(singleStatement(db), job),
    enqueue: (job, periods, by) => db.transaction((tx) => enqueue(tx, { job, periods, ...by })),
    claim: (job, worker, leaseMs) =>
      db.transaction(async (tx) => claim(tx, { job, worker, leaseMs, nowMs: await clock(tx) })),
    beat: (duty, leaseMs) => db.transaction(async (tx) => beat(tx, duty, (await clock(tx)) + leaseMs)),
    settled: (duty) => settledAccounts(singleStatement(db), duty),
    serve: (duty, account, work) => serveAccount(db, clock, { duty, account, work }),
    miss: (duty, account, { fault, triesMax }) => missAccount(db, clock, { duty, account, fault, triesMax }),
    tally: (duty) => tallyOf(singleStatement(db), duty),
    finish: (duty) => end(duty, 'done', null),
    bury: (duty, fault) => end(duty, 'dead', fault),
    layDown: (duty, { atMs, fault, isFailure }) =>
      db.transaction(async (tx) => {
        const failures = duty.failures + (isFailure ? 1 : 0);
        const part = { state: 'waiting', not_before: new Date(atMs), failures, crashes: 0 };
        return leave(tx, { duty, nowMs: await clock(tx), fault }, part);
      }),
  };
}

async function sinceOf(db: EntityManager, job: string, nowMs: number): Promise<number> {
  await db.query('INSERT INTO financial.job_schedules (job, since) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    job,
    new Date(nowMs),
  ]);
  const [row] = (await db.query('SELECT since FROM financial.job_schedules WHERE job = $1', [job])) as Array<{
    since: Date;
  }>;
  return row!.since.getTime();
}

async function lastPeriodOf(db: EntityManager, job: string): Promise<string | null> {
  const [row] = (await db.query('SELECT last_period FROM financial.job_schedules WHERE job = $1', [job])) as Array<{
    last_period: string | null;
  }>;
  return row?.last_period ?? null;
}

type Enqueuing = { job: string; periods: readonly string[]; nowMs: number; isScheduled: boolean };

async function enqueue(tx: EntityManager, { job, periods, nowMs, isScheduled }: Enqueuing): Promise<number> {
  const rows = (await tx.query(
    `INSERT INTO financial.duties (job, period, state, epoch, not_before, attempts, failures, crashes, enqueued_at, worked_ms)
     SELECT $1, period, 'waiting', 0, $3, 0, 0, 0, $3, 0 FROM unnest($2::text[]) AS period ORDER BY period
     ON CONFLICT DO NOTHING RETURNING period`,
    [job, periods, new Date(nowMs)],
  )) as unknown[];
  if (!isScheduled)
    await tx.query(
      `UPDATE financial.duties SET not_before = LEAST(not_before, $3) WHERE job = $1 AND period <= (SELECT max(period) FROM unnest($2::text[]) AS period) AND state = 'waiting'`,
      [job, periods, new Date(nowMs)],
    );
  if (isScheduled)
    await tx.query(
      `UPDATE financial.job_schedules SET last_period = GREATEST(last_period, (SELECT max(period) FROM unnest($2::text[]) AS period)) WHERE job = $1`,
      [job, periods],
    );
  if (rows.length > 0 || !isScheduled) await tx.query('SELECT pg_notify($1, $2)', [JOBS_CHANNEL, job]);
  return rows.length;
}

type Claiming = { job: string; worker: string; leaseMs: number; nowMs: number };
type HeadRow = { period: string; state: string; not_before: Date; lease_until: Date | null };

/** Only the oldest that is not over may be taken up: a later one before it would break the order. */
async function claim(tx: EntityManager, { job, worker, leaseMs, nowMs }: Claiming): Promise<HeldDuty | null> {
  const [head] = (await tx.query(
    `SELECT period, state, not_before, lease_until FROM financial.duties
      WHERE job = $1 AND state IN ('waiting', 'running') ORDER BY period LIMIT 1 FOR UPDATE`,
    [job],
  )) as HeadRow[];
  if (!head || (head.state === 'waiting' ? head.not_before : head.lease_until!).getTime() > nowMs) return null;
  const [rows] = (await tx.query(
    `UPDATE financial.duties SET crashes = crashes + (state = 'running')::integer, state = 'running', epoch = epoch + 1, attempts = attempts + 1,
            worker = $3, lease_until = $4, claimed_at = $5, started_at = COALESCE(started_at, $5)
      WHERE job = $1 AND period = $2 RETURNING epoch, attempts, failures, crashes`,
    [job, head.period, worker, new Date(nowMs + leaseMs), new Date(nowMs)],
  )) as [Array<{ epoch: string; attempts: number; failures: number; crashes: number }>, number];
  const { epoch, attempts, failures, crashes } = rows[0]!;
  return { job, period: head.period, epoch: Number(epoch), attempts, failures, crashes };
}

async function beat(tx: EntityManager, { job, period, epoch }: HeldDuty, leaseUntilMs: number): Promise<boolean> {
  const [, count] = (await tx.query(
    `UPDATE financial.duties SET lease_until = $4, crashes = 0 WHERE job = $1 AND period = $2 AND epoch = $3 AND state = 'running'`,
    [job, period, epoch, new Date(leaseUntilMs)],
  )) as [unknown[], number];
  return count === 1;
}

type Leaving = { duty: HeldDuty; nowMs: number; fault: Fault | null };

/** Ends this worker's hold. False when it had none any more. */
async function leave(
  tx: EntityManager,
  { duty, nowMs, fault }: Leaving,
  part: Record<string, unknown>,
): Promise<boolean> {
  const names = Object.keys(part);
  const sets = names.map((name, index) => `${name} = $${index + 7}`).join(', ');
  const [, count] = (await tx.query(
    `UPDATE financial.duties SET ${sets}, lease_until = NULL, worker = NULL, fault_code = $5, fault_reason = $6,
            worked_ms = worked_ms + GREATEST(0, (extract(epoch FROM $4::timestamptz - claimed_at) * 1000)::bigint)
      WHERE job = $1 AND period = $2 AND epoch = $3 AND state = 'running'`,
    [
      duty.job,
      duty.period,
      duty.epoch,
      new Date(nowMs),
      fault?.code ?? null,
      fault?.reason ?? null,
      ...Object.values(part),
    ],
  )) as [unknown[], number];
  return count === 1;
}
