import { z } from 'zod';
import type { EventType } from '@orbiquant/contracts';
import { listen, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { EVENT_CHANNEL } from './publish.ts';

/** Who consumes, from where, and where its cursor is kept (a `consumer_cursors` table of its own schema). */
export type Consumer<S extends z.ZodType> = {
  readonly type: EventType<S>;
  /** Stable name; the cursor is stored under it. */
  readonly name: string;
  readonly cursorSchema: string;
  /** Runs inside the transaction that moves the cursor: an effect in the database happens exactly once. */
  readonly handle: (tx: EntityManager, payload: z.output<S>) => Promise<void>;
  /** Told about an event that could not be handled; the cursor stays and it is tried again. */
  readonly onError?: (error: unknown) => void;
};

/** The database whose events are consumed, and its address for the connection that listens. */
export type EventSource = { readonly db: DataSource; readonly url: string };

type Cursor = { tx: string; id: string };
type Row = { tx: string; event_id: string; payload: unknown };

const BATCH = 200;
const POLL_MS = 2_000;
/** After a ring, what was told may still stand behind another open transaction of the cluster: look again soon. */
const SOON_MS = 50;
const LOOKS = 20;

/**
 * Handles each event once, in order of commit, until `signal` aborts. Rows of transactions that may still be open are
 * waited for: otherwise a slow writer's lower id would be skipped for ever.
 */
export async function consume<S extends z.ZodType>(
  { db, url }: EventSource,
  consumer: Consumer<S>,
  signal: AbortSignal,
): Promise<void> {
  const bell = doorbell(signal);
  const source = `${consumer.type.schema}.${consumer.type.table}`;
  listen(url, EVENT_CHANNEL, { signal, wake: (payload) => (payload === '' || payload === source) && bell.ring() });
  let looksLeft = 0;
  while (!signal.aborted) {
    const handled = await drain(db, consumer, signal).catch((error: unknown) => {
      consumer.onError?.(error);
      return 0;
    });
    if (handled === BATCH) continue;
    const rang = await bell.wait(looksLeft > 0 ? SOON_MS : POLL_MS);
    looksLeft = rang ? LOOKS : looksLeft - 1;
  }
}

/** Handles what is there now, one transaction per event. Returns how many were handled. */
export async function drain<S extends z.ZodType>(
  db: DataSource,
  consumer: Consumer<S>,
  signal?: AbortSignal,
): Promise<number> {
  let handled = 0;
  while (handled < BATCH && !signal?.aborted) {
    const more = await db.transaction((tx) => handleNext(tx, consumer));
    if (!more) break;
    handled += 1;
  }
  return handled;
}

async function handleNext<S extends z.ZodType>(tx: EntityManager, consumer: Consumer<S>): Promise<boolean> {
  const cursor = await lockCursor(tx, consumer);
  const row = await nextRow(tx, consumer.type, cursor);
  if (!row) return false;
  await consumer.handle(tx, z.decode(consumer.type.payload, row.payload as z.input<S>));
  await tx.query(
    `UPDATE ${consumer.cursorSchema}.consumer_cursors SET tx = $2, event_id = $3, moved_at = now() WHERE consumer = $1`,
    [consumer.name, row.tx, row.event_id],
  );
  return true;
}

async function lockCursor<S extends z.ZodType>(
  tx: EntityManager,
  { cursorSchema, name }: Consumer<S>,
): Promise<Cursor> {
  await tx.query(
    `INSERT INTO ${cursorSchema}.consumer_cursors (consumer, tx, event_id) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING`,
    [name],
  );
  const rows = (await tx.query(
    `SELECT tx::text AS tx, event_id::text AS id FROM ${cursorSchema}.consumer_cursors WHERE consumer = $1 FOR UPDATE`,
    [name],
  )) as Cursor[];
  return rows[0] ?? { tx: '0', id: '0' };
}

async function nextRow(tx: EntityManager, type: EventType, cursor: Cursor): Promise<Row | undefined> {
  const rows = (await tx.query(
    `SELECT tx::text AS tx, event_id::text AS event_id, payload FROM ${type.schema}.${type.table}
      WHERE name = $1 AND (tx, event_id) > ($2::numeric, $3::bigint) AND tx < pg_snapshot_xmin(pg_current_snapshot())::text::numeric
      ORDER BY tx, event_id LIMIT 1`,
    [type.name, cursor.tx, cursor.id],
  )) as Row[];
  return rows[0];
}

/** Sleeps until rung (true), or for a while (false): a lost notification costs seconds, never an event. */
function doorbell(signal: AbortSignal): { ring: () => void; wait: (ms: number) => Promise<boolean> } {
  let rung = false;
  let open: (() => void) | undefined;
  const ring = (): void => {
    rung = true;
    open?.();
  };
  signal.addEventListener('abort', ring, { once: true });
  const wait = async (ms: number): Promise<boolean> => {
    if (!rung) {
      await new Promise<void>((resolve) => {
        open = resolve;
        setTimeout(resolve, ms).unref();
      });
    }
    const rang = rung;
    rung = false;
    return rang;
  };
  return { ring, wait };
}
