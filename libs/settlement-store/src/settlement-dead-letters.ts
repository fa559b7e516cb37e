import type { SettlementDeadLetter } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';

/** Events that could not be read, newest first. */
export async function listSettlementDeadLetters(db: EntityManager, limit: number): Promise<SettlementDeadLetter[]> {
  const rows = (await db.query(
    'SELECT channel, event_key, reason, recorded_at FROM financial.settlement_dead_letters ORDER BY recorded_at DESC, event_key LIMIT $1',
    [limit],
  )) as Array<{ channel: string; event_key: string; reason: string; recorded_at: Date }>;
  return rows.map(({ channel, event_key, reason, recorded_at }) => ({
    eventId: event_key,
    channel,
    reason,
    receivedAtMs: recorded_at.getTime(),
  }));
}
