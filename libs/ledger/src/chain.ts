import { digestOf } from '@orbiquant/kernel';
import type { Transfer } from './transfer.ts';

/** The link before the first. */
export const GENESIS_HASH = '0'.repeat(64);

/** A transfer as it stands in the books: numbered without gaps, and chained to the one before. */
export type BookedTransfer = Transfer & {
  transferId: string;
  /** 1, 2, 3 ... in the order of booking. */
  seq: bigint;
  bookedAtMs: number;
  contentHash: string;
  previousHash: string;
  hash: string;
};

/** The digest that chains a transfer to its predecessor: whoever changes an old row must change every later one. */
export const chainHashOf = (booked: Omit<BookedTransfer, 'hash'>): string =>
  digestOf({
    seq: booked.seq,
    previousHash: booked.previousHash,
    transferId: booked.transferId,
    key: booked.key,
    contentHash: booked.contentHash,
    bookedAtMs: booked.bookedAtMs,
  });
