import type { Fault, HeldDuty } from '@orbiquant/jobs';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';

type Dead = { duty: HeldDuty; account: string; tries: number; fault: Fault; nowMs: number };

/** Keeps what was given up where a person finds it. */
export async function noteDead(tx: EntityManager, { duty, account, tries, fault, nowMs }: Dead): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO financial.job_dead_letters (job, period, account, tries, code, reason, died_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (job, period, account) DO UPDATE SET tries = excluded.tries, code = excluded.code, reason = excluded.reason,
       died_at = excluded.died_at, settled_at = NULL`,
    [duty.job, duty.period, account, tries, fault.code, fault.reason, new Date(nowMs)],
  );
}
