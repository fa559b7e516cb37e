import type { DeadLetter, DutyDetail, DutyView } from '@orbiquant/contracts';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { JOBS_CHANNEL } from './pg-duty-store.ts';

type Row = {
  job: string;
  period: string;
  state: DutyView['state'];
  attempts: number;
  started_at: Date | null;
  finished_at: Date | null;
  worked_ms: string;
  successes: number;
  errors: number;
  fault_code: string | null;
  fault_reason: string | null;
};

const DUTIES = `
  SELECT d.job, d.period, d.state, d.attempts, d.started_at, d.finished_at, d.worked_ms::text AS worked_ms, d.fault_code, d.fault_reason,
         COALESCE(a.successes, 0)::integer AS successes, COALESCE(a.errors, 0)::integer AS errors
    FROM financial.duties d LEFT JOIN LATERAL (
         SELECT sum(successes) AS successes, sum(errors) AS errors FROM financial.duty_accounts WHERE job = d.job AND period = d.period) a ON true`;

const viewOf = (row: Row): DutyView => ({
  job: row.job,
  period: row.period,
  state: row.state,
  attempts: row.attempts,
  startedAtMs: row.started_at?.getTime() ?? null,
  finishedAtMs: row.finished_at?.getTime() ?? null,
  durationMs: Number(row.worked_ms),
  successes: row.successes,
  errors: row.errors,
});

/** The newest periods of a job. */
export async function listDuties(db: EntityManager, job: string, limit: number): Promise<DutyView[]> {
  return ((await db.query(`${DUTIES} WHERE d.job = $1 ORDER BY d.period DESC LIMIT $2`, [job, limit])) as Row[]).map(
    viewOf,
  );
}

/** One period of a job with the accounts that failed; null when there is no such duty. */
export async function findDuty(db: EntityManager, job: string, period: string): Promise<DutyDetail | null> {
  const [row] = (await db.query(`${DUTIES} WHERE d.job = $1 AND d.period = $2`, [job, period])) as Row[];
  if (!row) return null;
  const accounts = (await db.query(
    `SELECT account, tries, note, fault_code, fault_reason FROM financial.duty_accounts
      WHERE job = $1 AND period = $2 AND (state <> 'served' OR note IS NOT NULL) ORDER BY account LIMIT 200`,
    [job, period],
  )) as Array<{
    account: string;
    tries: number;
    note: string | null;
    fault_code: string | null;
    fault_reason: string | null;
  }>;
  return {
    ...viewOf(row),
    fault: row.fault_reason,
    failed: accounts.flatMap(({ account, tries, fault_code: code, fault_reason: reason }) =>
      code === null ? [] : [{ account, tries, code, reason: reason ?? '' }],
    ),
    notes: accounts.flatMap(({ account, note }) => (note === null ? [] : [{ account, note }])),
  };
}

/** How a job stands, in the fewest figures. */
export type JobStanding = {
  lastRun: DutyView | null;
  waiting: number;
  oldestWaitingMs: number | null;
  isRunning: boolean;
  deadLetters: number;
};

/** The newest run that has begun, what waits since when, and what was given up. */
export async function jobStanding(db: EntityManager, job: string): Promise<JobStanding> {
  const [last] = (await db.query(
    `${DUTIES} WHERE d.job = $1 AND d.started_at IS NOT NULL ORDER BY d.claimed_at DESC LIMIT 1`,
    [job],
  )) as Row[];
  const [counts] = (await db.query(
    `SELECT count(*)::integer AS waiting, min(enqueued_at) AS oldest, COALESCE(bool_or(state = 'running'), false) AS is_running,
            (SELECT count(*) FROM financial.job_dead_letters WHERE job = $1 AND settled_at IS NULL)::integer AS dead
       FROM financial.duties WHERE job = $1 AND state IN ('waiting', 'running')`,
    [job],
  )) as [{ waiting: number; oldest: Date | null; is_running: boolean; dead: number }];
  return {
    lastRun: last ? viewOf(last) : null,
    waiting: counts.waiting,
    oldestWaitingMs: counts.oldest?.getTime() ?? null,
    isRunning: counts.is_running,
    deadLetters: counts.dead,
  };
}

/**
 * Whether a job that is followed has not come through all its periods up to and with one yet: for a job that builds on its
 * work. False where nobody follows it.
 */
export async function isBehind(
  db: EntityManager,
  job: string,
  through: { period: string; endMs: number },
): Promise<boolean> {
  const rows = (await db.query(
    `SELECT 1 FROM financial.duties WHERE job = $1 AND state IN ('waiting', 'running') AND period <= $2
     UNION ALL SELECT 1 FROM financial.job_schedules WHERE job = $1 AND since < $3 AND (last_period IS NULL OR last_period < $2) LIMIT 1`,
    [job, through.period, new Date(through.endMs)],
  )) as unknown[];
  return rows.length > 0;
}

/** What was given up and nobody has dealt with, newest first. */
export async function listDeadLetters(db: EntityManager, limit: number): Promise<DeadLetter[]> {
  const rows = (await db.query(
    'SELECT job, period, account, tries, code, reason, died_at FROM financial.job_dead_letters WHERE settled_at IS NULL ORDER BY died_at DESC, job, period, account LIMIT $1',
    [limit],
  )) as Array<Omit<DeadLetter, 'diedAtMs'> & { died_at: Date }>;
  return rows.map(({ died_at, ...letter }) => ({ ...letter, diedAtMs: died_at.getTime() }));
}

/** Puts what was given up of a period back to be tried. False when there was nothing. */
export function retryDuty(
  db: DataSource,
  { job, period }: { job: string; period: string },
  nowMs: number,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const at = new Date(nowMs);
    const [, settled] = (await tx.query(
      'UPDATE financial.job_dead_letters SET settled_at = $3 WHERE job = $1 AND period = $2 AND settled_at IS NULL',
      [job, period, at],
    )) as [unknown[], number];
    if (settled === 0) return false;
    await tx.query(
      `UPDATE financial.duties SET state = 'waiting', finished_at = NULL, not_before = $3, failures = 0, crashes = 0 WHERE job = $1 AND period = $2 AND state IN ('done', 'dead')`,
      [job, period, at],
    );
    await tx.query(
      `UPDATE financial.duty_accounts SET state = 'open', tries = 0 WHERE job = $1 AND period = $2 AND state = 'dead'`,
      [job, period],
    );
    await tx.query('SELECT pg_notify($1, $2)', [JOBS_CHANNEL, job]);
    return true;
  });
}
