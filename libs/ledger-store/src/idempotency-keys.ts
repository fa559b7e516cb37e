import { AppError, newId } from '@orbiquant/kernel';
import { inTransaction, singleStatement, type DataSource, type EntityManager } from '@orbiquant/platform-db';

/** Whose key it is, on which route, and the digest of what was asked with it. */
export type KeyUse = { userId: string; route: string; key: string; requestHash: string };

/** Either the work is ours to do (and to finish or release under `claimId`), or the answer is already known. */
export type Claim = { done: false; claimId: string } | { done: true; answer: unknown };

/** After this long a claim without an answer belongs to a worker that died; its transaction never committed. */
export const CLAIM_MS = 60_000;
const KEPT_MS = 24 * 3_600_000;

type Row = { request_hash: string; claim_id: string; claimed_at: Date; answer: string | null };

/**
 * Takes a key for this request, in a transaction of its own so that everybody sees it at once.
 * @throws AppError in-progress (409), idempotency-mismatch (422).
 */
export async function claimKey(db: DataSource, use: KeyUse, nowMs: number): Promise<Claim> {
  const claimId = newId();
  await singleStatement(db).query('DELETE FROM financial.idempotency_keys WHERE user_id = $1 AND claimed_at < $2', [
    use.userId,
    new Date(nowMs - KEPT_MS),
  ]);
  const [row] = (await singleStatement(db).query(
    `INSERT INTO financial.idempotency_keys AS kept (user_id, route, idempotency_key, request_hash, claim_id, claimed_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (user_id, route, idempotency_key) DO UPDATE
       SET claim_id = CASE WHEN kept.answer IS NULL AND kept.claimed_at < $7 AND kept.request_hash = $4 THEN $5 ELSE kept.claim_id END,
           claimed_at = CASE WHEN kept.answer IS NULL AND kept.claimed_at < $7 AND kept.request_hash = $4 THEN $6 ELSE kept.claimed_at END
     RETURNING request_hash, claim_id, claimed_at, answer`,
    [use.userId, use.route, use.key, use.requestHash, claimId, new Date(nowMs), new Date(nowMs - CLAIM_MS)],
  )) as Row[];
  return judge(row, use, claimId);
}

function judge(row: Row | undefined, { requestHash }: KeyUse, claimId: string): Claim {
  if (row?.claim_id === claimId) return { done: false, claimId };
  if (row?.request_hash !== requestHash)
    throw new AppError('idempotency-mismatch', 'This Idempotency-Key was used with another request');
  if (row.answer === null)
    throw new AppError('in-progress', 'The first request with this key is still being worked on', {
      retryable: true,
      retryAfterSec: 1,
    });
  return { done: true, answer: JSON.parse(row.answer) as unknown };
}

/** Stores the answer together with the effect. @throws AppError conflict, when the claim was taken over: roll back. */
export async function finishKey(tx: EntityManager, claimId: string, answer: unknown): Promise<void> {
  inTransaction(tx);
  const [, touched] = (await tx.query(
    'UPDATE financial.idempotency_keys SET answer = $2 WHERE claim_id = $1 AND answer IS NULL',
    [claimId, JSON.stringify(answer)],
  )) as [unknown, number];
  if (touched !== 1) throw new AppError('conflict', 'Another worker has taken over this request', { retryable: true });
}

/** Forgets a claim whose work came to nothing, so that the same key may be tried again. */
export async function releaseKey(db: DataSource, claimId: string): Promise<void> {
  await singleStatement(db).query('DELETE FROM financial.idempotency_keys WHERE claim_id = $1 AND answer IS NULL', [
    claimId,
  ]);
}
