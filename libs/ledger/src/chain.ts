import { digestOf } from '@orbiquant/kernel';
import type { Transfer } from './transfer.ts';

/** The link before the first. */
export const GENESIS_HASH = '0'.repeat(64);

/** A transfer as it stands in the books. */
export type BookedTransfer = Transfer & {
  transferId: string;
  bookedAtMs: number;
  /** Digest of reason, memo and postings, committed together with them. */
  contentHash: string;
  /** How many postings it says it has. */
  postingCount: number;
  /** The order in which the database took it, and the transaction that brought it; null for the oldest. */
  origin: { number: bigint; tx: string } | null;
};

/** A link of the chain over all transfers: 1, 2, 3 ... without gaps, each with the digest of the one before. */
export type ChainLink = { seq: bigint; transferId: string; previousHash: string; hash: string };

/** What a link's digest covers besides its place. */
export type Sealed = Pick<BookedTransfer, 'transferId' | 'key' | 'contentHash' | 'bookedAtMs' | 'origin'>;

/** The digest that chains a transfer to its predecessor: whoever changes an old row must change every later one. */
export const chainHashOf = (
  { seq, previousHash }: Pick<ChainLink, 'seq' | 'previousHash'>,
  { transferId, key, contentHash, bookedAtMs, origin }: Sealed,
): string => digestOf({ seq, previousHash, transferId, key, contentHash, bookedAtMs, ...origin });

/** The links that chain transfers, in the order given, to the head of the chain. */
export function linksFor(head: { seq: bigint; hash: string }, transfers: readonly Sealed[]): ChainLink[] {
  let [seq, previousHash] = [head.seq, head.hash];
  return transfers.map((sealed) => {
    seq += 1n;
    const link = { seq, transferId: sealed.transferId, previousHash, hash: '' };
    link.hash = chainHashOf(link, sealed);
    previousHash = link.hash;
    return link;
  });
}
