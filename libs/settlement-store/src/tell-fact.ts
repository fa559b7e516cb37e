import { z } from 'zod';
import type { EventType, SettlementChannel } from '@orbiquant/contracts';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { publish } from '@orbiquant/platform-events';

/** Something told on a channel; `id` makes telling it twice one fact. */
export type Telling = { channel: SettlementChannel; id: string; payload: Record<string, unknown> };

/** Puts a fact into the inbox of the settlement, in the caller's transaction. False when it was told before. */
export async function tellFact(tx: EntityManager, { channel, id, payload }: Telling): Promise<boolean> {
  inTransaction(tx);
  const known = (await tx.query('SELECT 1 FROM financial.events WHERE name = $1 AND key = $2', [
    channel,
    id,
  ])) as unknown[];
  if (known.length > 0) return false;
  await publish(tx, inboxEvent(channel, id), payload);
  return true;
}

const inboxEvent = (name: string, id: string): EventType<z.ZodType<Record<string, unknown>>> => ({
  name,
  schema: 'financial',
  table: 'events',
  payload: z.record(z.string(), z.unknown()),
  keyOf: () => id,
});
