import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hmacSha256Hex } from '@orbiquant/kernel';
import { sealTransfers } from '@orbiquant/ledger-store';
import { checkPools, latestStrikes, setPayoutChoice } from '@orbiquant/pamm-store';
import { verifyProofJson } from '@orbiquant/pool-proof';
import { poolHouse, USDT, type PoolHouse } from '../testing/pool-house.ts';
import { INVESTOR } from '../testing/test-house.ts';
import { distributeMonth } from './distribute-month.ts';

const START_MS = Date.UTC(2026, 3, 20, 12);
type Downloaded = {
  proof: { leaf: { balance: string } };
  leaf: unknown;
  root: { balance: string; units: string };
  chain: { hash: string };
};

describe('a pool that can be proven', () => {
  let pool: PoolHouse;
  let token: string;
  let path: string;
  let strikeId: string;
  beforeAll(async () => {
    pool = await poolHouse(START_MS);
    const [demo] = await pool.house.sql<{ id: string }>(`SELECT user_id AS id FROM auth.users WHERE email = $1`, [
      INVESTOR.email,
    ]);
    const others = [await pool.person(), await pool.person(), await pool.person()];
    await pool.strike();
    await pool.invest(demo!.id, 1_000n * USDT);
    for (const userId of others) await pool.invest(userId, 777n * USDT + 7n);
    await pool.strike();
    await pool.redeem(others[0]!, { ask: 'cash', cashMinor: 100n * USDT });
    await pool.earn('1234.567891');
    await sealTransfers(pool.deps.db);
    strikeId = (await pool.strike()).strikeId;
    await setPayoutChoice(
      pool.deps.db.manager,
      { productId: pool.product.productId, userId: others[1]! },
      { choice: 'pay-out', atMs: 1 },
    );
    pool.clock.set(Date.UTC(2026, 4, 1, 1));
    await distributeMonth(pool.deps, pool.product, { monthKey: '2026-04' });
    token = (await pool.house.signIn(INVESTOR)).accessToken;
    path = `/api/v1/products/${pool.product.productId}/proofs`;
  });
  afterAll(() => pool.stop());

  it('an investor downloads a proof that verifies against the public root, and the root is what the books owe', async () => {
    const own = (await pool.house.ask('GET', `${path}/${strikeId}`, { token })).body as Downloaded;
    const open = (await pool.house.ask('GET', `${path}/${strikeId}/root`)).body as Downloaded;
    expect(verifyProofJson({ ...own.proof }, own.leaf, open.root)).toEqual({ ok: true });
    expect(open.chain.hash).toMatch(/^[0-9a-f]{64}$/);
    const [struck] = (await latestStrikes(pool.deps.db.manager, pool.product.productId, 9)).filter(
      (each) => each.strikeId === strikeId,
    );
    expect(open.root.balance).toBe(struck?.navMinor.toString());
    expect(open.root.units).toBe(struck?.units.times('1e12').toFixed());
    const more = {
      ...own.proof,
      leaf: { ...own.proof.leaf, balance: (BigInt(own.proof.leaf.balance) + 1n).toString() },
    };
    expect(verifyProofJson(more, more.leaf, open.root)).toMatchObject({ ok: false, check: 'balance' });
    expect(JSON.stringify(open)).not.toContain(hmacSha256Hex('', ''));
  });

  it('nobody gets the proof of another, and who held nothing has none', async () => {
    expect((await pool.house.ask('GET', `${path}/${strikeId}`)).status).toBe(401);
    const [first] = (await latestStrikes(pool.deps.db.manager, pool.product.productId, 9)).reverse();
    expect((await pool.house.ask('GET', `${path}/${first?.strikeId}`, { token })).status).toBe(404);
    expect((await pool.house.ask('GET', `${path}/${pool.product.productId}`, { token })).status).toBe(404);
  });

  it('S5: the check finds nothing in sound pools', async () => {
    const { altered, ...counted } = await checkPools(pool.deps.db);
    expect(altered).toEqual([]);
    expect(counted).toMatchObject({ products: 1, strikes: 4, distributions: 1 });
    expect(counted.lotMoves).toBeGreaterThan(counted.lots);
  });

  it.each([
    [
      'lots',
      'units = units + 0.000000000001',
      `lot_id = (SELECT max(lot_id) FROM investment.lots WHERE holder <> 'house')`,
      'lots',
    ],
    ['lot_moves', 'units = units * 2', 'move_id = 3', 'lot_moves'],
    ['strikes', 'nav_per_unit = nav_per_unit + 0.000000000001', 'number = 2', 'strikes'],
    ['strikes', `snapshot = jsonb_set(snapshot, '{venue}', '"other"')`, 'number = 3', 'strikes'],
    ['strike_movements', 'minor = minor + 1', `line = 0 AND reason = 'trading-pnl'`, 'strike_movements'],
    ['strike_balances', 'balance_minor = balance_minor + 1', `holder <> 'house'`, 'strike_balances'],
    [
      'strike_seals',
      `digest = repeat('0', 64)`,
      'strike_id = (SELECT strike_id FROM investment.strikes WHERE number = 2)',
      'strike_seals',
    ],
    ['fee_events', 'fee_minor = fee_minor + 1', 'true', 'fee_events'],
    ['pools', 'nav_minor = nav_minor + 1', 'true', 'pools'],
    ['pool_salts', `salt = repeat('0', 64)`, 'true', 'strike_balances'],
    ['distribution_lines', 'paid_minor = paid_minor - 1', 'paid_minor > 0', 'distribution_lines'],
    ['distribution_lines', 'fee_minor = fee_minor + 1', 'paid_minor > 0', 'distributions'],
  ])('S5: %s altered by its owner (%s) is found and named', async (...[table, change, where, named]) => {
    const { sql } = pool.house;
    await sql(`SET session_replication_role = replica`); // what only the owner of the database can do
    await sql(`CREATE TEMP TABLE kept AS SELECT * FROM investment.${table}`);
    try {
      expect(await sql(`UPDATE investment.${table} SET ${change} WHERE ${where} RETURNING 1`)).not.toEqual([]);
      expect((await checkPools(pool.deps.db)).altered[0]?.table).toBe(named);
    } finally {
      await sql(`DELETE FROM investment.${table}`);
      await sql(`INSERT INTO investment.${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept`);
      await sql('DROP TABLE kept');
    }
    expect((await checkPools(pool.deps.db)).altered).toEqual([]);
  });
});
