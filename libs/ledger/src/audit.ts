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
  /** What the following link says of this one, or the head of the chain of the newest; null when neither does. */
  nextPreviousHash: string | null;
  /** Whether the chain was ever this long; what stands behind its head was not put there by a sealer. */
  isBeyondHead: boolean;
  /** What was sealed here, also when its id or the link's name for it was altered; null when it is gone. */
  booked: BookedTransfer | null;
  /** Lines of the transfer whose running balance fits nothing around it on the same account. */
  brokenLines: readonly number[];
  /** Those, and lines that do not follow from the line before: one of these was altered, if the content was. */
  suspectLines: readonly number[];
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
  if (entry.isBeyondHead) return wrongLink(link.seq, 'stands behind the head of the chain');
  if (link.seq > audit.seq + 1n) return wrongLink(audit.seq + 1n, 'is missing');
  if (link.seq !== audit.seq + 1n) return wrongLink(link.seq, `follows ${audit.seq}`);
  if (!booked) return { table: 'transfers', row: link.transferId, what: 'is missing' };
  return contentFault(entry, booked) ?? sealFault(audit, entry, booked) ?? nameFault(link, booked);
}

const nameFault = (link: ChainLink, { transferId }: BookedTransfer): AlteredRow | null =>
  link.transferId === transferId ? null : wrongLink(link.seq, 'names another transfer');

const wrongLink = (seq: bigint, what: string): AlteredRow => ({ table: 'chain_links', row: `${seq}`, what });

/** What the next link says of this one decides whether the digest or that which it covers was altered. */
function sealFault({ hash }: Audit, { link, nextPreviousHash }: AuditEntry, booked: BookedTransfer): AlteredRow | null {
  const expected = chainHashOf({ seq: link.seq, previousHash: hash }, booked);
  if (expected === link.hash)
    return link.previousHash === hash ? null : wrongLink(link.seq, 'does not name its predecessor');
  if (link.previousHash !== hash && chainHashOf(link, booked) === link.hash)
    return wrongLink(link.seq, 'does not follow its predecessor');
  if (link.previousHash !== hash && link.hash !== nextPreviousHash)
    return wrongLink(link.seq, 'is the link of another place');
  if (expected === nextPreviousHash) return wrongLink(link.seq, 'its digest is not what was written');
  return { table: 'transfers', row: booked.transferId, what: 'it is not what was booked' };
}

function contentFault(entry: AuditEntry, booked: BookedTransfer): AlteredRow | null {
  const line = lineFault(entry, booked);
  if (line) return { table: 'postings', row: `${entry.link.transferId}/${line.at}`, what: line.what };
  if (isIntact(booked) && booked.postings.length === booked.postingCount) return null;
  return { table: 'transfers', row: booked.transferId, what: 'its content is not what was booked' };
}

const isIntact = (booked: BookedTransfer): boolean => contentHashOf(booked) === booked.contentHash;

type LineFault = { at: number; what: string };
const ALTERED = 'it is not what was booked';

/** The line that is too many, too few, in the wrong place or not as it was; null when all are sound or none can be told. */
function lineFault(entry: AuditEntry, booked: BookedTransfer): LineFault | null {
  const { brokenLines, suspectLines, lines } = entry;
  const added = addedLine(entry, booked);
  if (added !== null) return { at: added, what: 'it was added' };
  const misplaced = lines.findIndex((line, at) => line !== at);
  if (lines.length < booked.postingCount && !isIntact(booked))
    return { at: misplaced < 0 ? lines.length : misplaced, what: 'it is missing' };
  if (misplaced >= 0)
    return { at: foreignLine(lines, misplaced), what: 'its place in the transfer is not what was booked' };
  const [altered] = isIntact(booked) ? brokenLines : suspectLines;
  return altered === undefined ? null : { at: altered, what: ALTERED };
}

/** Of lines that are not 0, 1, 2 ...: the one that has no place among them, else the first that is not in its own. */
const foreignLine = (lines: readonly number[], misplaced: number): number =>
  lines.find((line) => line < 0 || line >= lines.length) ?? lines[misplaced] ?? misplaced;

/** The line without which a transfer would be what was booked, of two that are alike the later; null when there is none. */
function addedLine({ lines }: AuditEntry, booked: BookedTransfer): number | null {
  if (booked.postings.length <= booked.postingCount) return null;
  const without = (at: number): Posting[] => booked.postings.filter((_posting, other) => other !== at);
  const at = lines.findLastIndex(
    (_line, each) => contentHashOf({ ...booked, postings: without(each) }) === booked.contentHash,
  );
  return lines[at] ?? null;
}

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
