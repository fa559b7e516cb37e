import { AppError, invariant, newId } from '@orbiquant/kernel';
import { contentHashOf, kindOf, mayBeNegative, stripesOf, type Posting, type Transfer } from '@orbiquant/ledger';
import { inTransaction, singleStatement, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { prepared, type Runner } from './prepared.ts';

/** The ids of the booked transfers in the order given, or why nothing was booked. */
export type Posted = { ok: true; transferIds: string[] } | { ok: false; refusal: 'insufficient-funds' };

/** What was not booked: a key that is known, or the one reason why nothing was. */
type UnbookedRow =
  | { outcome: 'known'; idempotency_key: string; transfer_id: string }
  | { outcome: 'conflict' }
  | { outcome: 'insufficient-funds' };

const POST = { name: 'post', text: 'SELECT * FROM financial.post($1, $2, $3)' };

/**
 * Books transfers inside the caller's transaction, all or none, in one round trip; a refusal leaves that transaction
 * usable. A key that is known is answered with what it booked, also when another transaction is booking it right now.
 * @throws AppError conflict, when a key is known with other content.
 */
export async function post(tx: EntityManager, transfers: readonly Transfer[], atMs: number): Promise<Posted> {
  const { queryRunner } = inTransaction(tx);
  invariant(queryRunner, 'a transaction has a connection');
  return posted(queryRunner, transfers, atMs);
}

/**
 * Books transfers that belong to no other work: the statement is its own transaction, so one round trip is all.
 * @throws AppError conflict, when a key is known with other content.
 */
export async function postNow(db: DataSource, transfers: readonly Transfer[], atMs: number): Promise<Posted> {
  const runner = singleStatement(db).dataSource.createQueryRunner();
  return posted(runner, transfers, atMs).finally(() => runner.release());
}

async function posted(runner: Runner, transfers: readonly Transfer[], atMs: number): Promise<Posted> {
  invariant(new Set(transfers.map(({ key }) => key)).size === transfers.length, 'a key is used once in a call');
  const wanted = transfers.map((transfer) => ({ id: newId(), transfer }));
  const rows = await prepared<UnbookedRow>(runner, POST, [
    JSON.stringify(wanted.map(({ id, transfer }) => headOf(id, transfer))),
    JSON.stringify(wanted.flatMap(({ id, transfer }) => transfer.postings.map((each, line) => lineOf(id, line, each)))),
    new Date(atMs),
  ]);
  const known = new Map<string, string>();
  for (const row of rows) {
    if (row.outcome === 'insufficient-funds') return { ok: false, refusal: row.outcome };
    if (row.outcome === 'conflict') throw new AppError('conflict', 'This key was used for another transfer');
    known.set(row.idempotency_key, row.transfer_id);
  }
  return { ok: true, transferIds: wanted.map(({ id, transfer }) => known.get(transfer.key) ?? id) };
}

function headOf(transferId: string, wanted: Transfer): Record<string, unknown> {
  const { key, reason, memo, postings } = wanted;
  const contentHash = contentHashOf(wanted);
  return { transfer_id: transferId, key, content_hash: contentHash, reason, memo, posting_count: postings.length };
}

function lineOf(transferId: string, line: number, { account, currency, minor }: Posting): Record<string, unknown> {
  const kind = kindOf(account);
  const stripes = stripesOf(kind);
  // the end of a version 7 id is random: transfers spread evenly over the stripes
  const stripe = Number.parseInt(transferId.slice(-2), 16) % stripes;
  const place = { account, currency, kind, negative: mayBeNegative(kind), stripes, stripe };
  return { transfer_id: transferId, line, ...place, minor: minor.toString() };
}
