import { chainHashOf, GENESIS_HASH, type BookedTransfer } from './chain.ts';
import { contentHashOf, placeOf, type Posting } from './transfer.ts';

/** What recomputing the books from zero has found so far. */
export type Audit = {
  transfers: number;
  postings: number;
  /** Transfers that do not sum to zero in some currency. */
  unbalanced: number;
  /** Transfers whose number, content or link is not what it must be. */
  chainBreaks: number;
  /** The first row that is wrong, in words; null while all is well. */
  firstBad: string | null;
  seq: bigint;
  hash: string;
  balances: Map<string, bigint>;
  sums: Map<string, bigint>;
};

/** An audit that has seen nothing. */
export const startAudit = (): Audit => ({
  transfers: 0,
  postings: 0,
  unbalanced: 0,
  chainBreaks: 0,
  firstBad: null,
  seq: 0n,
  hash: GENESIS_HASH,
  balances: new Map(),
  sums: new Map(),
});

/** Adds the next transfer, in order of its number, to an audit. Changes `audit`. */
export function auditTransfer(audit: Audit, booked: BookedTransfer): void {
  const fault = chainFault(audit, booked);
  if (fault) {
    audit.chainBreaks += 1;
    audit.firstBad ??= `transfer ${booked.seq}: ${fault}`;
  }
  if (!isBalanced(booked.postings)) {
    audit.unbalanced += 1;
    audit.firstBad ??= `transfer ${booked.seq}: does not sum to zero`;
  }
  for (const posting of booked.postings) addPosting(audit, posting);
  audit.transfers += 1;
  audit.postings += booked.postings.length;
  audit.seq = booked.seq;
  audit.hash = booked.hash;
}

/** Accounts whose kept balance is not the sum of their postings, as `account/currency`. */
export function balanceMismatches(audit: Audit, kept: ReadonlyMap<string, bigint>): string[] {
  const places = new Set([...audit.balances.keys(), ...kept.keys()]);
  return [...places].filter((place) => (audit.balances.get(place) ?? 0n) !== (kept.get(place) ?? 0n)).sort();
}

function chainFault(audit: Audit, booked: BookedTransfer): string | null {
  if (booked.seq !== audit.seq + 1n) return `follows ${audit.seq}`;
  if (booked.previousHash !== audit.hash) return 'does not link to its predecessor';
  if (contentHashOf(booked) !== booked.contentHash) return 'its postings are not what was booked';
  return chainHashOf(booked) === booked.hash ? null : 'its content is not what was booked';
}

function isBalanced(postings: readonly Posting[]): boolean {
  const sums = new Map<string, bigint>();
  for (const { currency, minor } of postings) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return [...sums.values()].every((sum) => sum === 0n);
}

function addPosting({ balances, sums }: Audit, posting: Posting): void {
  const place = placeOf(posting);
  balances.set(place, (balances.get(place) ?? 0n) + posting.minor);
  sums.set(posting.currency, (sums.get(posting.currency) ?? 0n) + posting.minor);
}
