import { SETTLEMENT_CHANNELS, type SettlementChannel } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { inTransaction, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { bookingDay, factIdOf, isSameFact, readFact, writeFact, type Fact } from '@orbiquant/settlement';
import { openPayload } from './open-payload.ts';

const READER = 'backend.settlement';
const BATCH = 500;
const REASON_MAX = 500;

type InboxRow = {
  tx: string;
  event_id: string;
  name: SettlementChannel;
  key: string;
  payload: unknown;
  recorded_at: Date;
};

/** What one look into the inbox came to. */
export type Taken = { read: number; deadLetters: number };

/**
 * Reads everything that waits in the inbox, in order of commit; a batch, its facts and the place that was reached are one
 * transaction. What cannot be read is put aside with its reason and holds nothing up. Nothing was told later than `nowMs`,
 * which in a replay is the market's time.
 */
export async function takeInbox(
  db: DataSource,
  { nowMs = Infinity, signal }: { nowMs?: number; signal?: AbortSignal } = {},
): Promise<Taken> {
  const total: Taken = { read: 0, deadLetters: 0 };
  while (!signal?.aborted) {
    const { read, deadLetters } = await db.transaction((tx) => takeBatch(tx, nowMs));
    total.read += read;
    total.deadLetters += deadLetters;
    if (read < BATCH) break;
  }
  return total;
}

async function takeBatch(tx: EntityManager, nowMs: number): Promise<Taken> {
  const place = await lockPlace(tx);
  const rows = await nextRows(tx, place);
  const last = rows.at(-1);
  if (!last) return { read: 0, deadLetters: 0 };
  const closedUntilMs = await closedUntil(tx, 'SHARE');
  let deadLetters = 0;
  for (const row of rows) {
    const receivedAtMs = Math.min(row.recorded_at.getTime(), nowMs);
    deadLetters += (await takeRow(tx, row, { receivedAtMs, closedUntilMs })) ? 0 : 1;
  }
  await tx.query('UPDATE financial.consumer_cursors SET tx = $2, event_id = $3, moved_at = now() WHERE consumer = $1', [
    READER,
    last.tx,
    last.event_id,
  ]);
  return { read: rows.length, deadLetters };
}

async function lockPlace(tx: EntityManager): Promise<{ tx: string; id: string }> {
  await tx.query(
    'INSERT INTO financial.consumer_cursors (consumer, tx, event_id) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING',
    [READER],
  );
  const [row] = (await tx.query(
    'SELECT tx::text AS tx, event_id::text AS id FROM financial.consumer_cursors WHERE consumer = $1 FOR UPDATE',
    [READER],
  )) as Array<{ tx: string; id: string }>;
  return row!;
}

/** Never past a transaction that may still be open: its events would be skipped for ever. */
const nextRows = (tx: EntityManager, place: { tx: string; id: string }): Promise<InboxRow[]> =>
  tx.query(
    `SELECT tx::text AS tx, event_id::text AS event_id, name, key, payload, recorded_at FROM financial.events
      WHERE name = ANY ($1) AND (tx, event_id) > ($2::numeric, $3::bigint) AND tx < pg_snapshot_xmin(pg_current_snapshot())::text::numeric
      ORDER BY tx, event_id LIMIT ${BATCH}`,
    [SETTLEMENT_CHANNELS, place.tx, place.id],
  );

/** Up to when the days are closed; held for the transaction, so that no day closes between reading and writing. */
export async function closedUntil(tx: EntityManager, lock: 'SHARE' | 'UPDATE'): Promise<number> {
  inTransaction(tx);
  const [row] = (await tx.query(
    `SELECT closed_until FROM financial.settlement_books WHERE book_id = 1 FOR ${lock}`,
  )) as Array<{ closed_until: Date }>;
  return row!.closed_until.getTime();
}

type Times = { receivedAtMs: number; closedUntilMs: number };

/** Keeps a fact with the day on which it counts; false when it was put aside. */
async function takeRow(tx: EntityManager, row: InboxRow, times: Times): Promise<boolean> {
  const { receivedAtMs, closedUntilMs } = times;
  const { name: channel, key, payload, recorded_at: receivedAt } = row;
  const read = readOrReason(channel, payload);
  if ('reason' in read) return putAside(tx, row, { ...times, reason: read.reason });
  const atMs = read.fact.at_ms ?? receivedAtMs;
  const { day, isLate } = bookingDay({ atMs, receivedAtMs, closedUntilMs });
  const factId = factIdOf(channel, read.fact, key);
  const kept = (await tx.query(
    'INSERT INTO financial.settlement_facts (channel, fact_id, day, at, is_late, fact, recorded_at) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7) ON CONFLICT DO NOTHING RETURNING fact_id',
    [channel, factId, day, new Date(atMs), isLate, JSON.stringify(writeFact(channel, read.fact)), receivedAt],
  )) as unknown[];
  if (kept.length > 0 || isSameFact(channel, await factOf(tx, channel, factId), read.fact)) return true;
  return putAside(tx, row, { ...times, reason: `${factId} was told before with other figures` });
}

async function putAside(
  tx: EntityManager,
  { name: channel, key, recorded_at: receivedAt }: InboxRow,
  { reason, receivedAtMs, closedUntilMs }: Times & { reason: string },
): Promise<false> {
  const { day } = bookingDay({ atMs: receivedAtMs, receivedAtMs, closedUntilMs });
  await tx.query(
    'INSERT INTO financial.settlement_dead_letters (channel, event_key, day, reason, recorded_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [channel, key, day, reason.slice(0, REASON_MAX), receivedAt],
  );
  return false;
}

async function factOf<C extends SettlementChannel>(tx: EntityManager, channel: C, factId: string): Promise<Fact<C>> {
  const [row] = (await tx.query('SELECT fact FROM financial.settlement_facts WHERE channel = $1 AND fact_id = $2', [
    channel,
    factId,
  ])) as Array<{ fact: unknown }>;
  return readFact(channel, row?.fact);
}

function readOrReason<C extends SettlementChannel>(
  channel: C,
  payload: unknown,
): { fact: Fact<C> } | { reason: string } {
  try {
    return { fact: readFact(channel, openPayload(payload)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { reason: error.message };
  }
}
