import type { Fault, HeldDuty, Missed, Outcome, Tally } from '@orbiquant/jobs';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import type { DbClock } from './db-clock.ts';
import { noteDead } from './dead-letters.ts';

/** The accounts of a duty that are served or given up. */
export async function settledAccounts(db: EntityManager, { job, period }: HeldDuty): Promise<Set<string>> {
  const rows = (await db.query(
    `SELECT account FROM financial.duty_accounts WHERE job = $1 AND period = $2 AND state <> 'open'`,
    [job, period],
  )) as Array<{ account: string }>;
  return new Set(rows.map(({ account }) => account));
}

type Serving = { duty: HeldDuty; account: string; work: (tx: EntityManager) => Promise<Outcome> };

/**
 * Runs an account's work and notes it, in one transaction. Whoever takes the duty over has to wait until this commits, and
 * afterwards nothing of the former holder gets in: the row of the duty is held while the work runs.
 */
export function serveAccount(
  db: DataSource,
  clock: DbClock,
  { duty, account, work }: Serving,
): Promise<'served' | 'known' | 'fenced'> {
  return db.transaction(async (tx) => {
    if (!(await holds(tx, duty))) return 'fenced';
    if ((await stateOf(tx, duty, account)) === 'settled') return 'known';
    const { successes, errors, note } = await work(tx);
    await tx.query(
      `INSERT INTO financial.duty_accounts (job, period, account, state, epoch, tries, successes, errors, note, changed_at)
       VALUES ($1, $2, $3, 'served', $4, 1, $5, $6, $7, $8)
       ON CONFLICT (job, period, account) DO UPDATE SET state = 'served', epoch = excluded.epoch, tries = duty_accounts.tries + 1,
         successes = excluded.successes, errors = excluded.errors, note = excluded.note, fault_code = NULL, fault_reason = NULL, changed_at = excluded.changed_at`,
      [duty.job, duty.period, account, duty.epoch, successes, errors, note, new Date(await clock(tx))],
    );
    return 'served';
  });
}

type Missing = { duty: HeldDuty; account: string; fault: Fault; triesMax: number };

/** Notes a failed account; the last try moves it among what was given up. */
export function missAccount(
  db: DataSource,
  clock: DbClock,
  { duty, account, fault, triesMax }: Missing,
): Promise<Missed> {
  return db.transaction(async (tx) => {
    if (!(await holds(tx, duty))) return 'fenced';
    const nowMs = await clock(tx);
    const limit = Number.isFinite(triesMax) ? triesMax : null;
    const [row] = (await tx.query(
      `INSERT INTO financial.duty_accounts AS a (job, period, account, state, epoch, tries, successes, errors, fault_code, fault_reason, changed_at)
       VALUES ($1, $2, $3, CASE WHEN $5::integer <= 1 THEN 'dead' ELSE 'open' END, $4, 1, 0, 1, $6, $7, $8)
       ON CONFLICT (job, period, account) DO UPDATE SET state = CASE WHEN a.tries + 1 >= $5::integer THEN 'dead' ELSE 'open' END, epoch = excluded.epoch,
         tries = a.tries + 1, successes = 0, errors = 1, note = NULL, fault_code = excluded.fault_code, fault_reason = excluded.fault_reason, changed_at = excluded.changed_at
       RETURNING state, tries`,
      [duty.job, duty.period, account, duty.epoch, limit, fault.code, fault.reason, new Date(nowMs)],
    )) as Array<{ state: string; tries: number }>;
    if (row?.state !== 'dead') return 'again';
    await noteDead(tx, { duty, account, tries: row.tries, fault, nowMs });
    return 'dead';
  });
}

/** What the accounts of a duty add up to so far. */
export async function tallyOf(db: EntityManager, { job, period }: HeldDuty): Promise<Tally> {
  const [row] = (await db.query(
    `SELECT COALESCE(sum(successes), 0)::integer AS successes, COALESCE(sum(errors), 0)::integer AS errors, count(*) FILTER (WHERE state = 'open')::integer AS open
       FROM financial.duty_accounts WHERE job = $1 AND period = $2`,
    [job, period],
  )) as Tally[];
  return row ?? { successes: 0, errors: 0, open: 0 };
}

/** Whether this worker is the newest that took the duty up; if so, nobody else becomes it before this transaction ends. */
async function holds(tx: EntityManager, { job, period, epoch }: HeldDuty): Promise<boolean> {
  const rows = (await tx.query(
    `SELECT 1 FROM financial.duties WHERE job = $1 AND period = $2 AND epoch = $3 AND state = 'running' FOR SHARE`,
    [job, period, epoch],
  )) as unknown[];
  return rows.length === 1;
}

async function stateOf(tx: EntityManager, { job, period }: HeldDuty, account: string): Promise<'open' | 'settled'> {
  const [row] = (await tx.query(
    'SELECT state FROM financial.duty_accounts WHERE job = $1 AND period = $2 AND account = $3 FOR UPDATE',
    [job, period, account],
  )) as Array<{ state: string }>;
  return row && row.state !== 'open' ? 'settled' : 'open';
}
