import { AppError, invariant, newId } from '@orbiquant/kernel';
import { contentHashOf, kindOf, mayBeNegative, stripesOf, type Posting, type Transfer } from '@orbiquant/ledger';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';

/** The ids of the booked transfers in the order given, or why nothing was booked. */
export type Posted = { ok: true; transferIds: string[] } | { ok: false; refusal: 'insufficient-funds' };

type OutcomeRow = {
  idempotency_key: string | null;
  transfer_id: string;
  outcome: 'booked' | 'known' | 'conflict' | 'insufficient-funds';
};

/**
 * Books transfers inside the caller's transaction, all or none, in one round trip; a refusal leaves that transaction
 * usable. A key that is known is answered with what it booked, also when another transaction is booking it right now.
 * @throws AppError conflict, when a key is known with other content.
 */
export const post = (tx: EntityManager, transfers: readonly Transfer[], atMs: number): Promise<Posted> =>
  posted((sql, parameters) => tx.query(sql, parameters), transfers, atMs);

/**
 * Books transfers that belong to no other work: the statement is its own transaction, so one round trip is all.
 * @throws AppError conflict, when a key is known with other content.
 */
export const postNow = (db: DataSource, transfers: readonly Transfer[], atMs: number): Promise<Posted> =>
  posted((sql, parameters) => db.query(sql, parameters), transfers, atMs);

type Query = (sql: string, parameters: unknown[]) => Promise<unknown>;

async function posted(query: Query, transfers: readonly Transfer[], atMs: number): Promise<Posted> {
  invariant(new Set(transfers.map(({ key }) => key)).size === transfers.length, 'a key is used once in a call');
  const rows = (await query('SELECT * FROM financial.post($1::jsonb, $2)', [
    JSON.stringify(transfers.map(wantedOf)),
    new Date(atMs),
  ])) as OutcomeRow[];
  if (rows.some(({ outcome }) => outcome === 'insufficient-funds')) return { ok: false, refusal: 'insufficient-funds' };
  if (rows.some(({ outcome }) => outcome === 'conflict'))
    throw new AppError('conflict', 'This key was used for another transfer');
  const ids = new Map(rows.map(({ idempotency_key, transfer_id }) => [idempotency_key, transfer_id]));
  return { ok: true, transferIds: transfers.map(({ key }) => ids.get(key) ?? '') };
}

function wantedOf(wanted: Transfer): Record<string, unknown> {
  const transferId = newId();
  const { key, reason, memo, postings } = wanted;
  const lines = postings.map((posting, line) => ({ ...lineOf(posting, transferId), line }));
  return { transfer_id: transferId, key, content_hash: contentHashOf(wanted), reason, memo, postings: lines };
}

function lineOf({ account, currency, minor }: Posting, transferId: string): Record<string, unknown> {
  const kind = kindOf(account);
  const stripes = stripesOf(kind);
  // the end of a version 7 id is random: transfers spread evenly over the stripes
  const stripe = Number.parseInt(transferId.slice(-2), 16) % stripes;
  return { account, currency, minor: minor.toString(), kind, negative: mayBeNegative(kind), stripes, stripe };
}
