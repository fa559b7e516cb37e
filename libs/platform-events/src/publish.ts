import { z } from 'zod';
import type { EventType } from '@orbiquant/contracts';
import type { EntityManager } from '@orbiquant/platform-db';

/** The NOTIFY channel on which every event table says that it grew; the payload is `schema.table`. */
export const EVENT_CHANNEL = 'orbiquant_events';

/** Writes a fact in the caller's transaction; the same fact twice is one row. Wakes the consumers at commit. */
export async function publish<S extends z.ZodType>(
  tx: EntityManager,
  type: EventType<S>,
  payload: z.output<S>,
): Promise<void> {
  const wire = JSON.stringify(z.encode(type.payload, payload));
  await tx.query(
    `INSERT INTO ${type.schema}.${type.table} (name, key, payload) VALUES ($1, $2, $3::jsonb) ON CONFLICT (name, key) DO NOTHING`,
    [type.name, type.keyOf(payload), wire],
  );
  await tx.query('SELECT pg_notify($1, $2)', [EVENT_CHANNEL, `${type.schema}.${type.table}`]);
}
