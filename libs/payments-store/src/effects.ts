import type { Effect } from '@orbiquant/payments';
import { inTransaction, singleStatement, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { serverClock, type DbClock } from './db-clock.ts';

/** A row of the outbox in the hands of a worker. Only the newest epoch may write. */
export type Lease = { effectId: string; kind: Effect['kind']; sagaId: string; epoch: bigint };

/** How long a worker may be silent before another one takes its row over. */
export const LEASE_MS = 120_000;

type Row = { effect_id: string; kind: Effect['kind']; saga_id: string; epoch: string };

/** Writes work that waits; an id that is known changes nothing. */
export async function addEffects(tx: EntityManager, effects: readonly Effect[]): Promise<void> {
  inTransaction(tx);
  for (const { effectId, kind, sagaId, notBeforeMs } of effects)
    await tx.query(
      'INSERT INTO financial.effects (effect_id, kind, saga_id, not_before) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [effectId, kind, sagaId, new Date(notBeforeMs)],
    );
}

/** Takes up to `limit` rows that are due and that nobody works on. Several workers never get the same one. */
export async function claimEffects(
  db: DataSource,
  { limit, clock = serverClock }: { limit: number; clock?: DbClock },
): Promise<Lease[]> {
  return db.transaction(async (tx) => {
    const nowMs = await clock(tx);
    const [rows] = (await tx.query(
      `UPDATE financial.effects SET epoch = epoch + 1, lease_until = $2, tries = tries + 1
        WHERE effect_id IN (
          SELECT effect_id FROM financial.effects
           WHERE done_at IS NULL AND not_before <= $1 AND (lease_until IS NULL OR lease_until < $1)
           ORDER BY not_before LIMIT $3 FOR UPDATE SKIP LOCKED)
        RETURNING effect_id, kind, saga_id, epoch`,
      [new Date(nowMs), new Date(nowMs + LEASE_MS), limit],
    )) as [Row[], number];
    return rows.map(({ effect_id, kind, saga_id, epoch }) => ({
      effectId: effect_id,
      kind,
      sagaId: saga_id,
      epoch: BigInt(epoch),
    }));
  });
}

/** Whether a lease still counts, with its row locked and its time prolonged until this transaction ends. */
export async function holdLease(tx: EntityManager, { effectId, epoch }: Lease, nowMs: number): Promise<boolean> {
  inTransaction(tx);
  const [, touched] = (await tx.query(
    'UPDATE financial.effects SET lease_until = $3 WHERE effect_id = $1 AND epoch = $2 AND done_at IS NULL',
    [effectId, epoch.toString(), new Date(nowMs + LEASE_MS)],
  )) as [unknown, number];
  return touched === 1;
}

/** Leaves a row: done with for ever, or to be taken up again at a time. Without effect when the lease is lost. */
export async function leaveEffect(
  db: DataSource,
  lease: Lease,
  left: { doneAtMs: number } | { againAtMs: number },
): Promise<void> {
  const isDone = 'doneAtMs' in left;
  await singleStatement(db).query(
    `UPDATE financial.effects SET done_at = $3, not_before = COALESCE($4, not_before), lease_until = NULL
      WHERE effect_id = $1 AND epoch = $2 AND done_at IS NULL`,
    [
      lease.effectId,
      lease.epoch.toString(),
      isDone ? new Date(left.doneAtMs) : null,
      isDone ? null : new Date(left.againAtMs),
    ],
  );
}
