import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrate, readMigrations } from '@orbiquant/database';
import { newId } from '@orbiquant/kernel';
import { capitalOf, DEMO_BANK, move } from '@orbiquant/ledger';
import { postNow } from '@orbiquant/ledger-store';
import { checkPools, findProduct, listProducts, loadPool, monthsOf, type PoolProduct } from '@orbiquant/pamm-store';
import { emptyDatabase, type FreshDatabase } from '@orbiquant/testing';
import { standingClock } from '../testing/standing-clock.ts';
import { testHouse, type TestHouse } from '../testing/test-house.ts';
import { distributeMonth } from './distribute-month.ts';

const GROWN = '20261121001200-grow-pools.sql';
const START_MS = Date.UTC(2026, 5, 30, 12);
const [ana, productId, strikeId] = [newId(), newId(), newId()];

/** A pool as the older schema kept it: a stake of 100,000 and 1,000 of one investor, worth 1.02 a unit at its second strike. */
const OLD_ROWS = `
  INSERT INTO auth.users VALUES ('${ana}', 'ana@orbiquant.example', 'Ana', '-', '{investor}', 'en', true, now());
  INSERT INTO investment.products VALUES ('${productId}', 'Orion', 'orion', 'USDT', 10000000, 0.2, 0.01, 'open', 5, '2026-06-01T00:00:00Z');
  INSERT INTO investment.strikes VALUES
    ('${newId()}', '${productId}', 1, 'a', '2025-01-01', '2026-06-01T12:00:00Z', 'USDT', 100000000000, 100000, 1, 0, 0, 100000, NULL, '{}', 'x'),
    ('${strikeId}', '${productId}', 2, 'b', '2025-01-02', '2026-06-02T12:00:00Z', 'USDT', 103020000000, 101000, 1.02, 1000000000, 0, 102020, NULL, '{}', 'x');
  INSERT INTO investment.unit_lots SELECT gen_random_uuid(), '${productId}', NULL, strike_id, 100000, 1, 100000000000 FROM investment.strikes WHERE number = 1;
  INSERT INTO investment.unit_lots SELECT gen_random_uuid(), '${productId}', '${ana}', strike_id, 1000, 1, 1000000000 FROM investment.strikes WHERE number = 1;
  INSERT INTO investment.subscriptions VALUES ('${newId()}', '${productId}', '${ana}', 1000000000, 'executed', '2026-06-01', '${strikeId}', 1000, 1);`;

async function grown(): Promise<FreshDatabase> {
  const database = await emptyDatabase();
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(
    'CREATE TABLE public.migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  for (const { name, sql, sha256 } of readMigrations().filter((migration) => migration.name < GROWN)) {
    await client.query(sql);
    await client.query('INSERT INTO public.migrations (name, sha256) VALUES ($1, $2)', [name, sha256]);
  }
  await client.query(OLD_ROWS);
  expect(await migrate(client)).toContain(GROWN);
  await client.end();
  return database;
}

describe('pools from before they could be left', () => {
  let house: TestHouse;
  let product: PoolProduct;
  beforeAll(async () => {
    const database = await grown();
    house = await testHouse({ clock: standingClock(START_MS) }, database);
    product = (await findProduct(house.backend.deps.db.manager, productId))!;
  });
  afterAll(() => house.stop());

  it('stand as they stood: lots with their price as mark, the terms as version 1, nothing twice', async () => {
    const { manager } = house.backend.deps.db;
    expect((await listProducts(manager)).map(({ name }) => name)).toEqual(['Orion']);
    const stored = await loadPool(manager, product);
    expect(stored).toMatchObject({
      strikeId,
      pool: {
        series: 1,
        status: 'open',
        units: 101_000n * 10n ** 12n,
        cashMinor: 1_000_000_000n,
        venueMinor: 102_020_000_000n,
        navMinor: 103_020_000_000n,
      },
    });
    expect(stored?.pool.terms).toMatchObject([
      { version: 1, performanceFeeE9: 200_000_000n, managementFeeE9: 10_000_000n, investmentMinMinor: 10_000_000n },
    ]);
    expect(
      stored?.pool.lots
        .map(({ holder, units, markE12, paidInMinor }) => ({ holder, units, markE12, paidInMinor }))
        .sort((a, b) => (a.holder < b.holder ? -1 : 1)),
    ).toEqual([
      { holder: ana, units: 1_000n * 10n ** 12n, markE12: 10n ** 12n, paidInMinor: 1_000_000_000n },
      { holder: 'house', units: 100_000n * 10n ** 12n, markE12: 10n ** 12n, paidInMinor: 100_000_000_000n },
    ]);
  });

  it('are struck, distributed and audited like any other; what was paid in before is no profit of the first month', async () => {
    const { deps } = house.backend;
    const rest = { reason: 'adjustment' as const, memo: '', currency: 'USDT', minor: 103_020_000_000n };
    await postNow(
      deps.db,
      [move({ ...rest, key: 'carried-over', from: DEMO_BANK, to: capitalOf(productId) })],
      START_MS,
    );
    (deps.clock as ReturnType<typeof standingClock>).set(Date.UTC(2026, 6, 1, 1));
    const month = await distributeMonth(deps, product, { monthKey: '2026-06' });
    expect(month).toMatchObject({ state: 'signed', openingStrikeId: strikeId });
    const [own] = await monthsOf(deps.db.manager, { productId, userId: ana }, 1);
    // the venue's account is at 100,000 now: 2.02 % less than the 102,020 of the last strike, on her 1,020
    expect(own).toMatchObject({ openingMinor: 1_020_000_000n, subscribedMinor: 0n });
    expect(own?.netProfitMinor).toBeLessThan(-20_000_000n);
    expect(own?.netProfitMinor).toBeGreaterThan(-21_500_000n);
    expect((await checkPools(deps.db)).altered).toEqual([]);
  });
});
