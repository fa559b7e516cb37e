import { linksFor, type ChainLink, type Sealed } from '@orbiquant/ledger';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';

const BATCH = 1_000;

type Head = { head_seq: string; head_hash: string; head_sealed_before: string; horizon: string };
type Row = {
  transfer_id: string;
  idempotency_key: string;
  content_hash: string;
  booked_at: Date;
  number: string;
  tx: string;
};

/**
 * Chains every transfer that has committed and has no link yet. Several sealers take turns, so any process may call it.
 * Returns how many were chained.
 */
export async function sealTransfers(db: DataSource): Promise<number> {
  for (let sealed = 0; ;) {
    const more = await db.transaction(sealBatch);
    sealed += more;
    if (more < BATCH) return sealed;
  }
}

async function sealBatch(tx: EntityManager): Promise<number> {
  const [head] = (await tx.query('SELECT * FROM financial.lock_chain_head()')) as Head[];
  if (!head) throw new Error('the chain has no head');
  const rows = await unsealed(tx, head.head_sealed_before);
  const links = linksFor({ seq: BigInt(head.head_seq), hash: head.head_hash }, rows.map(toSealed));
  if (links.length > 0) await append(tx, links);
  // only what had begun before the look can still be missing from it
  if (rows.length < BATCH) await tx.query('SELECT financial.note_sealed($1::numeric)', [head.horizon]);
  return rows.length;
}

const unsealed = async (tx: EntityManager, sealedBefore: string): Promise<Row[]> =>
  (await tx.query(
    `SELECT transfer_id, idempotency_key, content_hash, booked_at, number, tx::text
       FROM financial.transfers t
      WHERE tx >= $1::numeric AND NOT EXISTS (SELECT 1 FROM financial.chain_links l WHERE l.transfer_id = t.transfer_id)
      ORDER BY number LIMIT ${BATCH}`,
    [sealedBefore],
  )) as Row[];

const toSealed = (row: Row): Sealed => ({
  transferId: row.transfer_id,
  key: row.idempotency_key,
  contentHash: row.content_hash,
  bookedAtMs: row.booked_at.getTime(),
  origin: { number: BigInt(row.number), tx: row.tx },
});

const append = (tx: EntityManager, links: readonly ChainLink[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO financial.chain_links (seq, transfer_id, previous_hash, hash)
     SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[]) AS link (seq, transfer_id, previous_hash, hash) ORDER BY seq`,
    [
      links.map(({ seq }) => seq.toString()),
      links.map(({ transferId }) => transferId),
      links.map(({ previousHash }) => previousHash),
      links.map(({ hash }) => hash),
    ],
  );
