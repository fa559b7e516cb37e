import { AppError, invariant, newId } from '@orbiquant/kernel';
import {
  byPlace,
  chainHashOf,
  contentHashOf,
  kindOf,
  mayBeNegative,
  type BookedTransfer,
  type Posting,
  type Transfer,
} from '@orbiquant/ledger';
import type { EntityManager } from '@orbiquant/platform-db';

/** The ids of the booked transfers in the order given, or why nothing was booked. */
export type Posted = { ok: true; transferIds: string[] } | { ok: false; refusal: 'insufficient-funds' };

/**
 * Books transfers inside the caller's transaction, all or none. A key that is known is answered with what it booked.
 * @throws AppError conflict, when a key is known with other content.
 */
export async function post(tx: EntityManager, transfers: readonly Transfer[], atMs: number): Promise<Posted> {
  const known = await lockKeys(tx, transfers);
  const fresh = transfers.filter(({ key }) => !known.has(key)).map((each) => ({ ...each, transferId: newId() }));
  if (fresh.length > 0 && !(await booked(tx, fresh, atMs))) return { ok: false, refusal: 'insufficient-funds' };
  for (const { key, transferId } of fresh) known.set(key, transferId);
  return { ok: true, transferIds: transfers.map(({ key }) => known.get(key) ?? '') };
}

type Named = Transfer & { transferId: string };
type KnownRow = { idempotency_key: string; transfer_id: string; content_hash: string };

/** Two requests with one key wait for each other here, so the second one sees what the first booked. */
async function lockKeys(tx: EntityManager, transfers: readonly Transfer[]): Promise<Map<string, string>> {
  const keys = transfers.map(({ key }) => key).sort();
  invariant(new Set(keys).size === keys.length, 'a key is used once in a call');
  await tx.query(
    'SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM (SELECT unnest($1::text[]) AS key) AS keys',
    [keys],
  );
  const rows = (await tx.query(
    'SELECT idempotency_key, transfer_id, content_hash FROM financial.transfers WHERE idempotency_key = ANY ($1)',
    [keys],
  )) as KnownRow[];
  const contents = new Map(transfers.map((each) => [each.key, contentHashOf(each)]));
  for (const { idempotency_key, content_hash } of rows)
    if (contents.get(idempotency_key) !== content_hash)
      throw new AppError('conflict', 'This key was used for another transfer');
  return new Map(rows.map(({ idempotency_key, transfer_id }) => [idempotency_key, transfer_id]));
}

/** Behind a savepoint, so that a refusal leaves the caller's transaction usable. */
async function booked(tx: EntityManager, transfers: readonly Named[], atMs: number): Promise<boolean> {
  try {
    await tx.transaction(async (inner) => {
      await openAccounts(inner, transfers, atMs);
      await insertPostings(inner, transfers);
      await chain(inner, transfers, atMs);
    });
    return true;
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'balance_never_below_zero') return false;
    throw error;
  }
}

async function openAccounts(tx: EntityManager, transfers: readonly Named[], atMs: number): Promise<void> {
  const postings = sortedPostings(transfers);
  const kinds = postings.map(({ account }) => kindOf(account));
  await tx.query(
    `INSERT INTO financial.accounts (account_id, currency, kind, may_be_negative, opened_at)
     SELECT DISTINCT account_id, currency, kind, negative, $5::timestamptz
       FROM unnest($1::text[], $2::text[], $3::text[], $4::boolean[]) AS new (account_id, currency, kind, negative)
      WHERE NOT EXISTS (SELECT 1 FROM financial.accounts old WHERE (old.account_id, old.currency) = (new.account_id, new.currency))
      ORDER BY 1, 2
     ON CONFLICT DO NOTHING`,
    [
      postings.map(({ account }) => account),
      postings.map(({ currency }) => currency),
      kinds,
      kinds.map(mayBeNegative),
      new Date(atMs),
    ],
  );
}

type Line = Posting & { transferId: string; line: number };

/** Every posting of the call in the order of its account: two calls can wait for each other, never in a ring. */
function sortedPostings(transfers: readonly Named[]): Line[] {
  return transfers
    .flatMap(({ transferId, postings }) => postings.map((posting, line) => ({ ...posting, transferId, line })))
    .sort(byPlace);
}

async function insertPostings(tx: EntityManager, transfers: readonly Named[]): Promise<void> {
  const lines = sortedPostings(transfers);
  await tx.query(
    `INSERT INTO financial.postings (transfer_id, line, account_id, currency, minor, balance_after, account_version)
     SELECT *, 0, 0 FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::numeric[])`,
    [
      lines.map(({ transferId }) => transferId),
      lines.map(({ line }) => line),
      lines.map(({ account }) => account),
      lines.map(({ currency }) => currency),
      lines.map(({ minor }) => minor.toString()),
    ],
  );
}

async function chain(tx: EntityManager, transfers: readonly Named[], bookedAtMs: number): Promise<void> {
  const [head] = (await tx.query('SELECT head_seq, head_hash FROM financial.lock_chain_head()')) as Array<{
    head_seq: string;
    head_hash: string;
  }>;
  invariant(head, 'the chain has a head');
  let [seq, previousHash] = [BigInt(head.head_seq), head.head_hash];
  for (const each of transfers) {
    seq += 1n;
    const unhashed = { ...each, seq, previousHash, bookedAtMs, contentHash: contentHashOf(each) };
    const link = { ...unhashed, hash: chainHashOf(unhashed) };
    await insertTransfer(tx, link);
    previousHash = link.hash;
  }
}

async function insertTransfer(tx: EntityManager, link: BookedTransfer): Promise<void> {
  await tx.query(
    `INSERT INTO financial.transfers (transfer_id, seq, idempotency_key, content_hash, reason, memo, posting_count, booked_at, previous_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      link.transferId,
      link.seq.toString(),
      link.key,
      link.contentHash,
      link.reason,
      link.memo,
      link.postings.length,
      new Date(link.bookedAtMs),
      link.previousHash,
      link.hash,
    ],
  );
}
