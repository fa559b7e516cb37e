import { digestOf } from '@orbiquant/kernel';
import type { Decision } from '@orbiquant/contracts';

/** What the first entry of a journal stands on. */
export const JOURNAL_GENESIS = '0'.repeat(64);

/** Ties a decision to the one before it: altering any earlier entry breaks every later hash. */
export function chained(decision: Omit<Decision, 'hash' | 'previousHash'>, previousHash: string): Decision {
  return { ...decision, previousHash, hash: digestOf({ ...decision, previousHash }) };
}

/** Whether an entry's hash is its own. */
export function isIntact({ hash, ...rest }: Decision): boolean {
  return digestOf(rest) === hash;
}
