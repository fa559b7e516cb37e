import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { newId } from '@orbiquant/kernel';
import { DEMO_BANK, move, walletOf } from '@orbiquant/ledger';
import { balanceOf, finishKey, post } from '@orbiquant/ledger-store';
import { addTerms, lockProduct, setProductStatus } from '@orbiquant/pamm-store';
import { WITHDRAWAL_POLICY } from '@orbiquant/payments';
import { addEffects, makeStep } from '@orbiquant/payments-store';
import { openDatabase, type DataSource, type EntityManager } from '@orbiquant/platform-db';
import { settleCycle, tellFact } from '@orbiquant/settlement-store';
import { freshDatabase } from '@orbiquant/testing';

const rules = { policy: WITHDRAWAL_POLICY, depositHoldMs: 1, clock: async () => 1, books: { post, balanceOf } };
const day = { day: '2026-01-01', cycle: 'close', fromMs: 0, toMs: 1, settledAtMs: 1, currency: 'USDT', exponent: 6 };

const gift = move({
  key: 'k',
  reason: 'demo-funding',
  memo: '',
  from: DEMO_BANK,
  to: walletOf(newId()),
  currency: 'USDT',
  minor: 1n,
});

/** What writes money, as a caller who began no transaction would have it. */
const WRITES: ReadonlyArray<readonly [what: string, write: (tx: EntityManager) => Promise<unknown>]> = [
  ['a step', (tx) => makeStep(tx, { saga: 'incident', sagaId: 'i', input: { kind: 'resolve' } } as never, rules)],
  ['an effect', (tx) => addEffects(tx, [{ effectId: 'e', kind: 'doorbell', sagaId: 's', notBeforeMs: 0 }])],
  ['a booking', (tx) => post(tx, [gift], 1)],
  ['an answer that is kept', (tx) => finishKey(tx, newId(), 1)],
  ['a product that is held', (tx) => lockProduct(tx, newId())],
  ['a status', (tx) => setProductStatus(tx, newId(), 'closed')],
  ['terms', (tx) => addTerms(tx, newId(), {} as never)],
  ['a day that is closed', (tx) => settleCycle(tx, day)],
  ['a fact', (tx) => tellFact(tx, { channel: 'macro_data', id: 'm', payload: { vix_price: '1' } })],
];

describe('money that is written beside a transaction', () => {
  let db: DataSource;
  let owner: Client;
  beforeAll(async () => {
    const database = await freshDatabase();
    db = await openDatabase({ url: database.urlFor('backend'), poolMax: 2 });
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await db.destroy();
    await owner.end();
  });

  it.each(WRITES)('I5: %s is refused before the first statement', async (_what, write) => {
    await expect(write(db.manager)).rejects.toThrow('money is written inside a transaction');
  });

  it('I5: nothing of all this is there', async () => {
    const tables = ['transfers', 'effects', 'settlement_reports', 'events'];
    for (const table of tables) {
      const { rows } = await owner.query(`SELECT 1 FROM financial.${table} LIMIT 1`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });
});
