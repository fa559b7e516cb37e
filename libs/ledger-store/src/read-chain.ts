import {
  chainHashOf,
  isSealedBy,
  type AuditEntry,
  type BookedTransfer,
  type ChainLink,
  type Reason,
} from '@orbiquant/ledger';
import type { EntityManager } from '@orbiquant/platform-db';
import type { RunFaults } from './check-rows.ts';

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
  is_beyond_head: boolean;
};

const POSTINGS = `SELECT json_agg(json_build_object('line', line, 'account', account_id, 'currency', currency, 'minor', minor::text) ORDER BY line)
                    FROM financial.postings p WHERE p.transfer_id = t.transfer_id`;
const TRANSFER = `t.transfer_id, t.number, t.tx::text, t.idempotency_key, t.content_hash, t.reason, t.memo, t.posting_count,
                  (extract(epoch FROM t.booked_at) * 1000000)::bigint AS booked_at_us, (${POSTINGS}) AS postings`;

/** The next links after a place in the chain, with what they stand for; empty at the end. */
export async function linksAfter(
  tx: EntityManager,
  seq: bigint,
  faults: ReadonlyMap<string, RunFaults>,
): Promise<AuditEntry[]> {
  const rows = (await tx.query(
    `SELECT l.seq, l.transfer_id AS link_transfer_id, l.previous_hash, l.hash, l.seq > (SELECT seq FROM financial.chain_head) AS is_beyond_head,
            CASE WHEN l.seq = (SELECT seq FROM financial.chain_head) THEN (SELECT hash FROM financial.chain_head)
                 ELSE (SELECT n.previous_hash FROM financial.chain_links n WHERE n.seq = l.seq + 1 LIMIT 1) END AS next_previous_hash, ${TRANSFER}
       FROM (SELECT * FROM financial.chain_links WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}) l
       LEFT JOIN financial.transfers t ON t.transfer_id = l.transfer_id ORDER BY l.seq`,
    [seq.toString()],
  )) as LinkRow[];
  const entries = await Promise.all(rows.map((row) => entryOf(tx, row, faults)));
  return withFirstAsSealed(entries);
}

/**
 * The first link that does not fit the transfer that it names may name another's: what it was sealed over is then that which
 * its digest fits. Only the first: who altered many is told of one.
 */
function withFirstAsSealed(entries: readonly AuditEntry[]): AuditEntry[] {
  const fits = ({ link }: AuditEntry, { booked }: AuditEntry): boolean =>
    booked !== null && chainHashOf(link, booked) === link.hash;
  const misfit = entries.find((entry) => !fits(entry, entry));
  const sealed = misfit && entries.find((other) => fits(misfit, other));
  if (!sealed) return [...entries];
  const { link, nextPreviousHash, isBeyondHead } = misfit;
  return entries.map((entry) => (entry === misfit ? { ...sealed, link, nextPreviousHash, isBeyondHead } : entry));
}

async function entryOf(tx: EntityManager, row: LinkRow, faults: ReadonlyMap<string, RunFaults>): Promise<AuditEntry> {
  const link = {
    seq: BigInt(row.seq),
    transferId: row.link_transfer_id,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
  const found = row.transfer_id === null ? await renamed(tx, link) : foundAs(row);
  return {
    link,
    nextPreviousHash: row.next_previous_hash,
    isBeyondHead: row.is_beyond_head,
    ...linesOf(found, faults),
  };
}

function linesOf(
  found: Found | null,
  faults: ReadonlyMap<string, RunFaults>,
): Pick<AuditEntry, 'booked' | 'brokenLines' | 'suspectLines' | 'lines'> {
  if (!found) return { booked: null, brokenLines: [], suspectLines: [], lines: [] };
  const { broken = [], suspect = [] } = faults.get(found.booked.transferId) ?? {};
  const lines = (found.postings ?? []).map(({ line }) => line);
  return { booked: found.booked, brokenLines: broken, suspectLines: suspect, lines };
}

type Found = { booked: BookedTransfer; postings: PostingJson[] | null };
const foundAs = (row: TransferRow): Found => ({ booked: toBooked(row), postings: row.postings });

/** A link without its transfer: perhaps the transfer is there under an id that was altered, or the link's name for it was. */
async function renamed(tx: EntityManager, link: ChainLink): Promise<Found | null> {
  const withLinksPostings = await unlinked(tx, POSTINGS.replace('t.transfer_id', '$1::uuid'), link.transferId);
  const under = withLinksPostings.map(foundAs).find(({ booked }) => isSealedBy(booked, link));
  if (under) return under;
  const own = await unlinked(tx, `${POSTINGS} AND $1::uuid IS NOT NULL`, link.transferId);
  return own.map(foundAs).find(({ booked }) => chainHashOf(link, booked) === link.hash) ?? null;
}

const unlinked = (tx: EntityManager, postings: string, transferId: string): Promise<TransferRow[]> =>
  tx.query(
    `SELECT ${TRANSFER.replace(POSTINGS, postings)} FROM financial.transfers t
      WHERE NOT EXISTS (SELECT 1 FROM financial.chain_links l WHERE l.transfer_id = t.transfer_id) LIMIT 1000`,
    [transferId],
  );

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
