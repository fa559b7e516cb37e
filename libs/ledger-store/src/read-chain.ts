import { isSealedBy, type AuditEntry, type BookedTransfer, type ChainLink, type Reason } from '@orbiquant/ledger';
import type { EntityManager } from '@orbiquant/platform-db';

const PAGE = 1_000;

type PostingJson = { line: number; account: string; currency: string; minor: string };
type TransferRow = {
  transfer_id: string | null;
  number: string;
  tx: string | null;
  idempotency_key: string;
  content_hash: string;
  reason: Reason;
  memo: string;
  posting_count: number;
  booked_at_us: string;
  postings: PostingJson[] | null;
};
type LinkRow = TransferRow & {
  seq: string;
  link_transfer_id: string;
  previous_hash: string;
  hash: string;
  next_previous_hash: string | null;
};

const POSTINGS = `SELECT json_agg(json_build_object('line', line, 'account', account_id, 'currency', currency, 'minor', minor::text) ORDER BY line)
                    FROM financial.postings p WHERE p.transfer_id = t.transfer_id`;
const TRANSFER = `t.transfer_id, t.number, t.tx::text, t.idempotency_key, t.content_hash, t.reason, t.memo, t.posting_count,
                  (extract(epoch FROM t.booked_at) * 1000000)::bigint AS booked_at_us, (${POSTINGS}) AS postings`;

/** The next links after a place in the chain, with what they stand for; empty at the end. */
export async function linksAfter(
  tx: EntityManager,
  seq: bigint,
  brokenLines: ReadonlyMap<string, number[]>,
): Promise<AuditEntry[]> {
  const rows = (await tx.query(
    `SELECT l.seq, l.transfer_id AS link_transfer_id, l.previous_hash, l.hash, n.previous_hash AS next_previous_hash, ${TRANSFER}
       FROM financial.chain_links l LEFT JOIN financial.chain_links n ON n.seq = l.seq + 1
       LEFT JOIN financial.transfers t ON t.transfer_id = l.transfer_id
      WHERE l.seq > $1 ORDER BY l.seq LIMIT ${PAGE}`,
    [seq.toString()],
  )) as LinkRow[];
  return Promise.all(rows.map((row) => entryOf(tx, row, brokenLines)));
}

async function entryOf(
  tx: EntityManager,
  row: LinkRow,
  brokenLines: ReadonlyMap<string, number[]>,
): Promise<AuditEntry> {
  const link = {
    seq: BigInt(row.seq),
    transferId: row.link_transfer_id,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
  const booked = row.transfer_id === null ? await renamed(tx, link) : toBooked(row);
  return {
    link,
    nextPreviousHash: row.next_previous_hash,
    booked,
    brokenLines: brokenLines.get(booked?.transferId ?? '') ?? [],
    lines: (row.postings ?? []).map(({ line }) => line),
  };
}

/** A link without its transfer: perhaps the transfer is there under an id that was altered. */
async function renamed(tx: EntityManager, link: ChainLink): Promise<BookedTransfer | null> {
  const postings = POSTINGS.replace('t.transfer_id', '$1::uuid');
  const rows = (await tx.query(
    `SELECT ${TRANSFER.replace(POSTINGS, postings)} FROM financial.transfers t
      WHERE NOT EXISTS (SELECT 1 FROM financial.chain_links l WHERE l.transfer_id = t.transfer_id) LIMIT 1000`,
    [link.transferId],
  )) as TransferRow[];
  return rows.map(toBooked).find((booked) => isSealedBy(booked, link)) ?? null;
}

/** Transfers that have committed and are not chained yet, in the order of their numbers. */
export async function transfersWithoutLink(tx: EntityManager): Promise<BookedTransfer[]> {
  const rows = (await tx.query(
    `SELECT ${TRANSFER} FROM financial.transfers t
      WHERE tx >= (SELECT sealed_before FROM financial.chain_head)
        AND NOT EXISTS (SELECT 1 FROM financial.chain_links l WHERE l.transfer_id = t.transfer_id) ORDER BY number`,
  )) as TransferRow[];
  return rows.map(toBooked);
}

const toBooked = (row: TransferRow): BookedTransfer => ({
  transferId: row.transfer_id ?? '',
  key: row.idempotency_key,
  contentHash: row.content_hash,
  reason: row.reason,
  memo: row.memo,
  postingCount: row.posting_count,
  // a fraction survives as one, so that an altered microsecond is seen
  bookedAtMs: Number(row.booked_at_us) / 1_000,
  origin: row.tx === null ? null : { number: BigInt(row.number), tx: row.tx },
  postings: (row.postings ?? []).map(({ account, currency, minor }) => ({ account, currency, minor: BigInt(minor) })),
});
