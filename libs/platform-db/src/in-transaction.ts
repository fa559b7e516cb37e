import { invariant } from '@orbiquant/kernel';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * The caller's transaction, which what is written here belongs to. Money that is written beside it would stay when it is
 * rolled back, so a manager without one is a bug of the caller, and nothing is written.
 */
export function inTransaction(tx: EntityManager): EntityManager {
  invariant(tx.queryRunner?.isTransactionActive === true, 'money is written inside a transaction');
  return tx;
}

/** For one statement that belongs to nothing else and is its own transaction, or a look that needs no other beside it. */
export const singleStatement = (db: DataSource): EntityManager => db.manager;
