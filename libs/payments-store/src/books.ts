import type { Transfer } from '@orbiquant/ledger';
import type { EntityManager } from '@orbiquant/platform-db';

/** The books that steps write into, in the transaction of the step. */
export type Books = {
  /** Books transfers, all or none; a key that is known is not booked twice. */
  post: (tx: EntityManager, transfers: readonly Transfer[], atMs: number) => Promise<{ ok: boolean }>;
  /** What stands on an account; minor units. */
  balanceOf: (db: EntityManager, account: string, currency: string) => Promise<bigint>;
};
