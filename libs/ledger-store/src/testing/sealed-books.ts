import { newId, seededRng } from '@orbiquant/kernel';
import { DEMO_BANK, move, OPERATOR_STAKE, walletOf, type Transfer } from '@orbiquant/ledger';
import { openDatabase, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { freshDatabase } from '@orbiquant/testing';
import { ledgerEntities } from '../ledger-entities.ts';
import { post } from '../post.ts';
import { sealTransfers } from '../seal.ts';

const FIRST_MS = 1_700_000_000_000;

/** Books that were filled and sealed as in service. */
export type SealedBooks = {
  db: DataSource;
  /** Does something that only the machine's owner could, says what it came to, and undoes it. */
  undone: <T>(deed: (tx: EntityManager) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

/** How much, booked how many at a time; with keys dropped, also what they forbid can be done. */
export type BooksSize = { transfers: number; wallets: number; batch: number; keys: 'kept' | 'dropped' };

/**
 * Fills books with transfers of two postings, in random order of keys: the order of the chain is then not that of the versions
 * of an account, as it is not where many write at once.
 */
export async function sealedBooks({ transfers, wallets, batch, keys }: BooksSize): Promise<SealedBooks> {
  const database = await freshDatabase();
  const db = await openDatabase({ url: database.urlFor('backend'), entities: ledgerEntities, poolMax: 4 });
  const owner = await openDatabase({ url: database.ownerUrl, poolMax: 1 });
  const rng = seededRng('sealed books');
  const people = Array.from({ length: wallets }, () => walletOf(newId()));
  const paid = (at: number): Transfer =>
    move({
      key: `k${rng.below(1e9)}-${at}`,
      reason: 'demo-funding',
      memo: `memo ${at}`,
      from: at % 2 ? DEMO_BANK : OPERATOR_STAKE,
      to: people[rng.below(wallets)] ?? '',
      currency: 'USDT',
      minor: BigInt(1 + rng.below(1e9)),
    });
  for (let at = 0; at < transfers; at += batch) {
    const some = Array.from({ length: batch }, (_unused, i) => paid(at + i));
    await db.transaction((tx) => post(tx, some, FIRST_MS + at));
  }
  await sealTransfers(db);
  if (keys === 'dropped') await unguard(owner);
  return {
    db,
    undone: (deed) => undone(owner, deed),
    close: async () => {
      await db.destroy();
      await owner.destroy();
    },
  };
}

async function undone<T>(owner: DataSource, deed: (tx: EntityManager) => Promise<T>): Promise<T> {
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query('SET LOCAL session_replication_role = replica');
    return await deed(runner.manager);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

const INDEXES = [
  'transfers (transfer_id)',
  'postings (transfer_id)',
  'postings (account_id, currency, stripe, account_version)',
  'chain_links (seq)',
  'chain_links (transfer_id)',
  'balances (account_id, currency, stripe)',
];

/** Takes away what would stop even the owner: checks, and unique and primary keys. */
async function unguard(owner: DataSource): Promise<void> {
  const rows = (await owner.query(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', conrelid::regclass, conname) AS drop FROM pg_constraint
      WHERE connamespace = 'financial'::regnamespace AND contype IN ('c', 'u', 'f', 'p') ORDER BY contype DESC`,
  )) as Array<{ drop: string }>;
  for (const { drop } of rows) await owner.query(drop);
  await owner.query('ALTER TABLE financial.transfers ALTER COLUMN number DROP IDENTITY');
  // what the keys forbade is allowed, what they made quick stays quick
  for (const columns of INDEXES) await owner.query(`CREATE INDEX ON financial.${columns}`);
}
