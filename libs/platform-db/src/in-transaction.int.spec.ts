import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase } from '@orbiquant/testing';
import { inTransaction, singleStatement } from './in-transaction.ts';
import { openDatabase, type DataSource, type EntityManager } from './open-database.ts';

describe('a statement that has to be part of a transaction', () => {
  let db: DataSource;
  beforeAll(async () => {
    db = await openDatabase({ url: (await freshDatabase()).ownerUrl, poolMax: 2 });
  });
  afterAll(() => db.destroy());

  it('I5: passes the transaction on while it lasts', async () => {
    const rows = await db.transaction((tx) => inTransaction(tx).query('SELECT 1 AS one'));
    expect(rows).toEqual([{ one: 1 }]);
  });

  it('I5: refuses the manager of everybody, a runner that has begun nothing, and a transaction that is over', async () => {
    expect(() => inTransaction(singleStatement(db))).toThrow('money is written inside a transaction');
    const runner = db.createQueryRunner();
    await runner.connect();
    expect(() => inTransaction(runner.manager)).toThrow('inside a transaction');
    await runner.release();
    let kept: EntityManager | null = null;
    await db.transaction(async (tx) => void (kept = tx));
    expect(() => inTransaction(kept!)).toThrow('inside a transaction');
  });

  it('a single statement is its own transaction', async () => {
    expect(await singleStatement(db).query('SELECT pg_current_xact_id_if_assigned() IS NULL AS alone')).toEqual([
      { alone: true },
    ]);
  });
});
