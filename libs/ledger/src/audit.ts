import { chainHashOf, GENESIS_HASH, type BookedTransfer, type ChainLink } from './chain.ts';
import { contentHashOf, type Posting } from './transfer.ts';

/** The row that is not what was written: its table, its key, and what is wrong with it. */
export type AlteredRow = {
  table: 'transfers' | 'postings' | 'chain_links' | 'balances' | 'accounts';
  row: string;
  what: string;
};

/** One link of the chain with all that it stands for, as read back from the books. */
export type AuditEntry = {
  link: ChainLink;
  /** What the following link says of this one; null for the newest. */
  nextPreviousHash: string | null;
  /** Null when the link names a transfer that does not exist. */
  booked: BookedTransfer | null;
  /** Lines of the transfer whose running balance does not follow from the line before on the same account. */
  brokenLines: readonly number[];
  lines: readonly number[];
};

/** What recomputing the books from zero has found so far. */
export type Audit = {
  transfers: number;
  postings: number;
  /** Transfers that do not sum to zero in some currency. */
  unbalanced: number;
  /** Transfers whose number, content or link is not what it must be. */
  chainBreaks: number;
  firstAltered: AlteredRow | null;
  seq: bigint;
  hash: string;
  sums: Map<string, bigint>;
};

/** An audit that has seen nothing. */
export const startAudit = (): Audit => ({
  transfers: 0,
  postings: 0,
  unbalanced: 0,
  chainBreaks: 0,
  firstAltered: null,
  seq: 0n,
  hash: GENESIS_HASH,
  sums: new Map(),
});

/** Adds the next link, in order, to an audit. Changes `audit`. */
export function auditLink(audit: Audit, entry: AuditEntry): void {
  const altered = alteredIn(audit, entry);
  if (altered) {
    audit.chainBreaks += 1;
    audit.firstAltered ??= altered;
  }
  if (entry.booked) count(audit, entry.booked);
  audit.seq = entry.link.seq;
  audit.hash = entry.link.hash;
}

/** Adds a transfer that no link covers yet. Changes `audit`. */
export function auditUnsealed(audit: Audit, booked: BookedTransfer): void {
  if (contentHashOf(booked) !== booked.contentHash) {
    audit.chainBreaks += 1;
    audit.firstAltered ??= { table: 'transfers', row: booked.transferId, what: 'its content is not what was booked' };
  }
  count(audit, booked);
}

/** Whether a transfer's content, as it stands, is what was sealed under `link`. */
export const isSealedBy = (booked: BookedTransfer, link: ChainLink): boolean =>
  chainHashOf(link, { ...booked, transferId: link.transferId, contentHash: contentHashOf(booked) }) === link.hash;

function alteredIn(audit: Audit, entry: AuditEntry): AlteredRow | null {
  const { link, booked } = entry;
  if (link.seq !== audit.seq + 1n) return wrongLink(link, `follows ${audit.seq}`);
  if (!booked) return wrongLink(link, 'names a transfer that is not there');
  return contentFault(entry, booked) ?? sealFault(audit, entry, booked);
}

const wrongLink = ({ seq }: ChainLink, what: string): AlteredRow => ({ table: 'chain_links', row: `${seq}`, what });

/** What the next link says of this one decides whether the digest or that which it covers was altered. */
function sealFault({ hash }: Audit, { link, nextPreviousHash }: AuditEntry, booked: BookedTransfer): AlteredRow | null {
  const expected = chainHashOf({ seq: link.seq, previousHash: hash }, booked);
  if (expected === link.hash)
    return link.previousHash === hash ? null : wrongLink(link, 'does not name its predecessor');
  if (link.previousHash !== hash && chainHashOf(link, booked) === link.hash)
    return wrongLink(link, 'does not follow its predecessor');
  if (expected === nextPreviousHash) return wrongLink(link, 'its digest is not what was written');
  return { table: 'transfers', row: booked.transferId, what: 'it is not what was booked' };
}

function contentFault({ brokenLines, lines }: AuditEntry, booked: BookedTransfer): AlteredRow | null {
  const posting = (line: number | string, what: string): AlteredRow => ({
    table: 'postings',
    row: `${booked.transferId}/${line}`,
    what,
  });
  const misplaced = lines.find((line, at) => line !== at);
  if (misplaced !== undefined) return posting(misplaced, 'its place in the transfer is not what was booked');
  const [broken] = brokenLines;
  if (broken !== undefined) return posting(broken, 'it is not what was booked');
  if (contentHashOf(booked) === booked.contentHash && booked.postings.length === booked.postingCount) return null;
  return isShortOfOne(booked)
    ? posting(booked.postings.length, 'it is missing')
    : { table: 'transfers', row: booked.transferId, what: 'its content is not what was booked' };
}

const isShortOfOne = (booked: BookedTransfer): boolean =>
  booked.postings.length < booked.postingCount && contentHashOf(booked) !== booked.contentHash;

function count(audit: Audit, { postings }: BookedTransfer): void {
  if (!isBalanced(postings)) audit.unbalanced += 1;
  for (const { currency, minor } of postings) audit.sums.set(currency, (audit.sums.get(currency) ?? 0n) + minor);
  audit.transfers += 1;
  audit.postings += postings.length;
}

function isBalanced(postings: readonly Posting[]): boolean {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of postings) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return [...sums.values()].every((sum) => sum === 0n);
}
