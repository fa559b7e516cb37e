import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@orbiquant/kernel';
import { beginCutOff, endCutOff, redemptionsOf, subscriptionsOf } from '@orbiquant/pamm-store';
import { DAY_MS, poolHouse, USDT, type PoolHouse } from '../testing/pool-house.ts';
import { INVESTOR } from '../testing/test-house.ts';

const START_MS = Date.UTC(2026, 0, 5, 12);

describe('out of a pool', () => {
  let pool: PoolHouse;
  let token: string;
  let path: string;
  beforeAll(async () => {
    pool = await poolHouse(START_MS);
    token = (await pool.house.signIn(INVESTOR)).accessToken;
    path = `/api/v1/products/${pool.product.productId}`;
    await pool.strike();
  });
  afterAll(async () => {
    await pool.checkSound();
    await pool.stop();
  });
  const redemption = async (userId: string) => (await redemptionsOf(pool.deps.db.manager, userId))[0];
  const tick = (ms = 60_000): void => pool.clock.set(pool.clock.nowMs() + ms);

  it('N5: a redemption waits for the next strike and is dealt at its price, first in first out, money in the wallet', async () => {
    const ana = await pool.person();
    await pool.invest(ana, 1_000n * USDT);
    const joined = await pool.strike();
    await pool.redeem(ana, { ask: 'units', units: new Decimal('250') });
    expect(await pool.walletMinor(ana)).toBe(9_000n * USDT);
    expect(await redemption(ana)).toMatchObject({ status: 'queued', deals: [] });
    await pool.strike();
    expect(await pool.walletMinor(ana)).toBe(9_250n * USDT);
    expect(await redemption(ana)).toMatchObject({
      status: 'executed',
      deals: [{ cashMinor: 250n * USDT, feeUnits: 0n }],
    });
    await pool.redeem(ana, { ask: 'cash', cashMinor: 100n * USDT });
    await pool.strike();
    expect(await pool.walletMinor(ana)).toBe(9_350n * USDT);
    tick();
    await pool.redeem(ana, { ask: 'all' });
    await pool.strike();
    expect(await pool.unitsOf(ana)).toBe(0n);
    // the management fee of a minute is all that it cost
    const left = 10_000n * USDT - (await pool.walletMinor(ana));
    expect(left).toBeGreaterThanOrEqual(0n);
    expect(left).toBeLessThan(100n);
    expect(joined.navPerUnit.toFixed()).toBe('1');
  });

  it('N3: in and out at one price never gains, and costs at most a minor unit and a unit step', async () => {
    const ben = await pool.person();
    await pool.earn('333.333333');
    for (const minor of [10_000_001n, 12_345_678n, 99_999_999n]) {
      const before = await pool.walletMinor(ben);
      await pool.invest(ben, minor);
      await pool.strike();
      await pool.redeem(ben, { ask: 'all' });
      await pool.strike();
      const cost = before - (await pool.walletMinor(ben));
      expect(cost).toBeGreaterThanOrEqual(0n);
      expect(cost).toBeLessThanOrEqual(2n);
    }
  });

  it('N18: when cash is short everybody gets the same part, nobody overdraws, and the rest waits for more', async () => {
    const [caro, dev] = [await pool.person(), await pool.person()];
    await pool.invest(caro, 300n * USDT);
    await pool.invest(dev, 100n * USDT);
    await pool.strike();
    // the pool's cash is what they brought; a gain at the venue makes their claims larger than it
    await pool.earn('50000');
    tick();
    await pool.redeem(caro, { ask: 'all' });
    await pool.redeem(dev, { ask: 'all' });
    const struck = await pool.strike();
    expect(struck.poolCashMinor).toBe(0n);
    const [first, second] = [await redemption(caro), await redemption(dev)];
    expect([first?.waitsFor, second?.waitsFor]).toEqual(['gated', 'gated']);
    const [paidCaro, paidDev] = [first?.deals[0]?.cashMinor ?? 0n, second?.deals[0]?.cashMinor ?? 0n];
    expect(paidCaro).toBeGreaterThan(0n);
    expect(paidCaro - 3n * paidDev).toBeLessThanOrEqual(3n);
    expect(3n * paidDev - paidCaro).toBeLessThanOrEqual(3n);
    const eli = await pool.person();
    await pool.invest(eli, 5_000n * USDT);
    await pool.strike();
    expect(await redemption(caro)).toMatchObject({ status: 'executed', waitsFor: null });
    expect((await redemption(caro))?.deals).toHaveLength(2);
    expect(await pool.unitsOf(caro)).toBe(0n);
  });

  it('what is taken back before the cut-off has not happened; after it, and when dealt, it is too late', async () => {
    const { manager } = pool.deps.db;
    const [{ userId } = { userId: '' }] = await pool.house.sql<{ userId: string }>(
      `SELECT user_id AS "userId" FROM auth.users WHERE email = $1`,
      [INVESTOR.email],
    );
    const subscriptionId = await pool.invest(userId, 100n * USDT);
    const cancel = (kind: string, id: string) =>
      pool.house.ask('POST', `/api/v1/${kind}/${id}/cancel`, { token, body: {} });
    const untilMs = pool.clock.nowMs() + 60_000;
    await beginCutOff(manager, pool.product.productId, untilMs);
    expect((await cancel('subscriptions', subscriptionId)).status).toBe(409);
    await endCutOff(manager, pool.product.productId, untilMs);
    const before = await pool.walletMinor(userId);
    for (let round = 0; round < 2; round++)
      expect((await cancel('subscriptions', subscriptionId)).body).toMatchObject({
        status: 'refunded',
        endReason: 'canceled',
      });
    expect((await pool.walletMinor(userId)) - before).toBe(100n * USDT);
    const dealt = await pool.invest(userId, 100n * USDT);
    await pool.strike();
    expect((await subscriptionsOf(manager, userId)).map(({ status }) => status).sort()).toEqual([
      'canceled',
      'executed',
    ]);
    expect((await cancel('subscriptions', dealt)).status).toBe(409);
    const redemptionId = await pool.redeem(userId, { ask: 'all' });
    const stranger = await pool.person();
    expect(await redemptionsOf(manager, stranger)).toEqual([]);
    expect((await cancel('redemptions', redemptionId)).body).toMatchObject({ status: 'canceled' });
    await pool.strike();
    expect(await pool.unitsOf(userId)).toBeGreaterThan(0n);
    expect((await pool.house.ask('GET', '/api/v1/redemptions', { token })).body).toMatchObject([
      { status: 'canceled' },
    ]);
  });

  it('W1: the same key asks once, and what cannot be asked for names its field', async () => {
    const ask = (body: unknown, key: string) => pool.house.ask('POST', `${path}/redemptions`, { token, key, body });
    const body = { ask: 'cash', cashMinor: '5000000' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(body, 'once')));
    const ids = answers.filter(({ status }) => status === 201).map(({ body: { redemptionId } }) => redemptionId);
    expect(new Set(ids).size).toBe(1);
    expect(await pool.house.sql(`SELECT 1 FROM investment.redemptions WHERE status = 'queued'`)).toHaveLength(1);
    expect((await ask({ ask: 'all' }, 'once')).status).toBe(422);
    const fieldOf = async (bad: unknown): Promise<unknown> =>
      ((await ask(bad, `bad-${JSON.stringify(bad).length}`)).body as { errors?: Array<{ path: string }> }).errors?.[0]
        ?.path;
    expect(await fieldOf({ ask: 'cash' })).toBe('cashMinor');
    expect(await fieldOf({ ask: 'units', units: '-1' })).toBe('units');
    expect(await fieldOf({ ask: 'units', units: '0.0000000000001' })).toBe('units');
    expect(await fieldOf({ ask: 'units', units: '999999999' })).toBe('units');
    tick(1);
    await pool.strike();
  });

  it('my holding opened: lots with mark, fee, net value and the day on which they can leave', async () => {
    await pool.earn('1000');
    tick(DAY_MS);
    token = (await pool.house.signIn(INVESTOR)).accessToken;
    await pool.strike();
    const { body } = await pool.house.ask('GET', `${path}/holding`, { token });
    const detail = body as {
      lots: Array<{ mark: string; netValue: { minor: string }; leaveAtMs: number }>;
      grossValue: { minor: string };
      feeAccrued: { minor: string };
      netValue: { minor: string };
    };
    expect(detail.lots).toHaveLength(1);
    expect(detail.lots[0]?.leaveAtMs).toBe(pool.clock.nowMs());
    expect(BigInt(detail.feeAccrued.minor)).toBeGreaterThan(0n);
    const gap = BigInt(detail.grossValue.minor) - BigInt(detail.feeAccrued.minor) - BigInt(detail.netValue.minor);
    expect(gap >= -1n && gap <= 1n).toBe(true);
    const { holdings } = (await pool.house.ask('GET', '/api/v1/balance', { token })).body as {
      holdings: Array<{ value: { minor: string } }>;
    };
    expect(holdings[0]?.value.minor).toBe(detail.netValue.minor);
  });
});
