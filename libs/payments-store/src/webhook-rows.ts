import type { WebhookEvent } from '@orbiquant/payments';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { serverClock, type DbClock } from './db-clock.ts';
import { addEffects } from './effects.ts';

/**
 * Keeps an event that was verified, with its bell, in one transaction: only then may it be answered. An event that was kept
 * before changes nothing. Returns whether it is new.
 */
export async function keepEvent(
  db: DataSource,
  { event, raw, clock = serverClock }: { event: WebhookEvent; raw: string; clock?: DbClock },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const nowMs = await clock(tx);
    const rows = (await tx.query(
      `INSERT INTO financial.webhook_events (event_id, type, account, object_id, charge_id, payment_id, raw, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING event_id`,
      [event.eventId, event.type, event.account, event.objectId, event.chargeId, event.paymentId, raw, new Date(nowMs)],
    )) as unknown[];
    if (rows.length === 0) return false;
    await addEffects(tx, [
      { effectId: `bell:${event.eventId}`, kind: 'doorbell', sagaId: event.eventId, notBeforeMs: nowMs },
    ]);
    return true;
  });
}

type Row = {
  event_id: string;
  type: string;
  account: string | null;
  object_id: string;
  charge_id: string | null;
  payment_id: string | null;
};

/** A kept event, or null. */
export async function findEvent(db: EntityManager, eventId: string): Promise<WebhookEvent | null> {
  const [row] = (await db.query(
    'SELECT event_id, type, account, object_id, charge_id, payment_id FROM financial.webhook_events WHERE event_id = $1',
    [eventId],
  )) as Row[];
  if (!row) return null;
  return {
    eventId: row.event_id,
    type: row.type,
    account: row.account,
    objectId: row.object_id,
    chargeId: row.charge_id,
    paymentId: row.payment_id,
  };
}
