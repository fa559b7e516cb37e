import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@orbiquant/kernel';
import { FEES_EARNED } from '@orbiquant/ledger';
import { balanceOf } from '@orbiquant/ledger-store';
import { subscriptionsOf } from '@orbiquant/pamm-store';
import { DAY_MS, poolHouse, USDT, type PoolHouse } from '../testing/pool-house.ts';
import { INVESTOR, OPERATOR } from '../testing/test-house.ts';
import { strikeDue } from './strike-schedule.ts';

const START_MS = Date.UTC(2026, 0, 30, 12);

describe('the life of a pool', () => {
  let pool: PoolHouse;
  let ana: string;
  let path: string;
  const key = (() => {
    let number = 0;
    return (): string => `key-${number++}`;
  })();
  beforeAll(async () => {
    pool = await poolHouse(START_MS);
    path = `/api/v1/products/${pool.product.productId}`;
    ana = await pool.person();
    await pool.strike();
    await pool.invest(ana, 1_000n * USDT);
    await pool.strike();
  });
  afterAll(() => pool.stop());
  const later = (ms: number): void => pool.clock.set(pool.clock.nowMs() + ms);
  const token = async (who: typeof INVESTOR): Promise<string> => (await pool.house.signIn(who)).accessToken;
  const rowsOf = async (table: string): Promise<unknown[]> => pool.house.sql(`SELECT * FROM investment.${table}`);

  it('N8: the month end takes the fee of a gain once, in units; a strike after it and a fall take nothing', async () => {
    await pool.earn('10100');
    later(3 * DAY_MS);
    const before = await pool.unitsOf(ana);
    const struck = await pool.strike();
    expect(struck.crystallised).toBe(true);
    expect(struck.crystallisedFeeMinor).toBeGreaterThan(0n);
    const after = await pool.unitsOf(ana);
    expect(after).toBeLessThan(before);
    const { pool: now } = await pool.pool();
    const lot = now.lots.find(({ holder }) => holder === ana);
    expect(lot?.markE12).toBe(now.priceE12);
    expect((await pool.strike()).crystallisedFeeMinor).toBe(0n);
    await pool.earn('-5000');
    later(28 * DAY_MS);
    expect(await pool.strike()).toMatchObject({ crystallised: true, crystallisedFeeMinor: 0n });
    expect(await pool.unitsOf(ana)).toBe(after);
    // a loss must be recovered before a fee is due again
    await pool.earn('4000');
    later(31 * DAY_MS);
    expect((await pool.strike()).crystallisedFeeMinor).toBe(0n);
    const fees = await pool.house.sql(`SELECT holder, why FROM investment.fee_events`);
    expect(fees).toEqual([{ holder: ana, why: 'month-end' }]);
    expect(await balanceOf(pool.deps.db.manager, FEES_EARNED, 'USDT')).toBeGreaterThan(0n);
    await pool.checkSound();
  });

  it.each([
    ['ten times', '1050000', 0],
    ['NaN', 'NaN', 0],
    ['of another day', '0', -40 * DAY_MS],
    ['from the future', '0', DAY_MS],
  ])('N9: a claim that is %s holds the strike, and nothing is posted', async (_name, navText, offMs) => {
    const before = [await rowsOf('strikes'), await rowsOf('lot_moves')].map((rows) => rows.length);
    const claim = { navText, asOfMs: pool.clock.nowMs() + offMs };
    await expect(pool.strike({ claim })).rejects.toMatchObject({ code: 'conflict' });
    expect([await rowsOf('strikes'), await rowsOf('lot_moves')].map((rows) => rows.length)).toEqual(before);
  });

  it('N9: a claim that bears out our own NAV lets the strike pass; the same one again does not', async () => {
    later(DAY_MS);
    const { pool: now } = await pool.pool();
    const claim = { navText: new Decimal(now.navMinor.toString()).div(1e6).toFixed(), asOfMs: pool.clock.nowMs() };
    await pool.strike({ claim, claimToleranceMinor: 10n * USDT });
    await expect(pool.strike({ claim, claimToleranceMinor: 10n * USDT })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('terms are frozen for who joined; what hurts waits for max(7 days, 2 x notice) and lets them leave meanwhile', async () => {
    const [operator, investor] = [await token(OPERATOR), await token(INVESTOR)];
    const offer = {
      investmentMinMinor: '10000000',
      performanceFee: '0.25',
      managementFee: '0.01',
      hurdle: '0.05',
      lockUpMs: 30 * DAY_MS,
      noticeMs: 5 * DAY_MS,
    };
    const announce = (body: unknown, asker = operator) =>
      pool.house.ask('POST', `${path}/terms`, { token: asker, key: key(), body });
    expect((await announce(offer, investor)).status).toBe(403);
    expect((await announce({ ...offer, performanceFee: '1.5' })).body).toMatchObject({
      errors: [{ path: 'performanceFee' }],
    });
    const announced = await announce(offer);
    expect(announced.status).toBe(201);
    expect(announced.body).toMatchObject({
      inForce: { version: 1, performanceFee: '0.2' },
      offered: { version: 2, performanceFee: '0.25', effectiveAtMs: pool.clock.nowMs() + 10 * DAY_MS, hurts: true },
      exitWindow: { fromMs: pool.clock.nowMs(), toMs: pool.clock.nowMs() + 10 * DAY_MS },
    });
    const newcomer = await pool.person();
    await pool.invest(newcomer, 100n * USDT);
    await pool.strike();
    const lots = (await pool.pool()).pool.lots;
    expect(lots.find(({ holder }) => holder === newcomer)?.termsVersion).toBe(2);
    expect(lots.find(({ holder }) => holder === ana)?.termsVersion).toBe(1);
    await pool.redeem(ana, { ask: 'cash', cashMinor: 10n * USDT });
    const walletMinor = await pool.walletMinor(ana);
    await pool.strike();
    expect(await pool.walletMinor(ana)).toBe(walletMinor + 10n * USDT);
    later(31 * DAY_MS);
    await pool.strike();
    expect((await pool.pool()).pool.lots.find(({ holder }) => holder === ana)?.termsVersion).toBe(2);
    // in force by now: a lock-up for who joins, a notice for who has been in long enough
    const fresh = await pool.person();
    await pool.invest(fresh, 2_000n * USDT);
    await pool.strike();
    for (const userId of [fresh, newcomer]) await pool.redeem(userId, { ask: 'all' });
    await pool.strike();
    const waits = await pool.house.sql(`SELECT user_id, waits_for FROM investment.redemptions WHERE status = 'queued'`);
    expect(waits).toEqual(
      expect.arrayContaining([
        { user_id: fresh, waits_for: 'locked' },
        { user_id: newcomer, waits_for: 'notice' },
      ]),
    );
    later(5 * DAY_MS + 1_000);
    await pool.strike();
    expect(await pool.unitsOf(newcomer)).toBe(0n);
    await expect(pool.house.sql(`UPDATE investment.product_terms SET hurdle = 0`)).rejects.toThrow(/append-only/);
    await pool.checkSound();
  });

  it('N15: who comes and goes in the middle is charged for the own time alone', async () => {
    const late = await pool.person();
    await pool.earn('3000');
    await pool.strike();
    await pool.invest(late, 500n * USDT);
    await pool.strike();
    const { pool: now } = await pool.pool();
    const lot = now.lots.find(({ holder }) => holder === late);
    expect(lot?.markE12).toBeGreaterThanOrEqual(now.priceE12);
    later(31 * DAY_MS);
    await pool.strike();
    const fees = await pool.house.sql(`SELECT 1 FROM investment.fee_events WHERE holder = $1`, [late]);
    expect(fees).toEqual([]);
    await pool.checkSound();
  });

  it('the fee preview is what a pool would take, to the minor unit', async () => {
    const investor = await token(INVESTOR);
    const preview = async (query: string) =>
      (await pool.house.ask('GET', `${path}/fee-preview?${query}`, { token: investor })).body as Record<
        string,
        unknown
      >;
    // 1,000 at 10 % over a year: 1 % management fee on 1,000 = 10; the gain of 90 less the hurdle of 5 % of 1 a unit = 40, a quarter of it 10
    expect(await preview('cashMinor=1000000000&grossReturn=0.1&days=365')).toMatchObject({
      grossValue: { minor: '1100000000' },
      managementFee: { minor: '10000000' },
      performanceFee: { minor: '10000000' },
      netValue: { minor: '1080000000' },
      netReturn: '0.08',
    });
    expect(await preview('cashMinor=1000000000&grossReturn=-1&days=30')).toMatchObject({ netValue: { minor: '0' } });
    expect(await preview('cashMinor=0&grossReturn=0.1')).toMatchObject({ errors: [{ path: 'cashMinor' }] });
  });

  it('products of one agent share its account and never more; each is struck on its own part', async () => {
    const operator = await token(OPERATOR);
    const terms = {
      investmentMinMinor: '1',
      performanceFee: '0',
      managementFee: '0',
      hurdle: '0',
      lockUpMs: 0,
      noticeMs: 0,
    };
    const wish = { name: 'Orion Lite', agentId: 'orion', currency: 'USDT', riskClass: 3, venueShare: '0.4', terms };
    const make = (body: unknown) => pool.house.ask('POST', '/api/v1/products', { token: operator, key: key(), body });
    expect((await make(wish)).body).toMatchObject({ status: 409, errors: [{ code: 'account-shared' }] });
    expect((await make({ ...wish, currency: 'XYZ' })).body).toMatchObject({ errors: [{ path: 'currency' }] });
    const none = await make({ ...wish, venueShare: '0' });
    expect(none.status).toBe(201);
    expect((await make({ ...wish, venueShare: '0' })).status).toBe(409);
    await strikeDue(pool.deps, DAY_MS, new Map());
    const { productId } = none.body as { productId: string };
    expect(
      await pool.house.sql(`SELECT nav_minor, units FROM investment.pools WHERE product_id = $1`, [productId]),
    ).toEqual([{ nav_minor: '0', units: '0.000000000000' }]);
  });

  it('a closed product gives waiting money back; a frozen one does nothing at all', async () => {
    const operator = await token(OPERATOR);
    const set = (status: string) => pool.house.ask('PUT', `${path}/status`, { token: operator, body: { status } });
    const flo = await pool.person();
    await pool.invest(flo, 100n * USDT);
    await set('closed');
    await expect(pool.invest(flo, 100n * USDT)).rejects.toMatchObject({ code: 'conflict' });
    await pool.strike();
    expect(await pool.walletMinor(flo)).toBe(10_000n * USDT);
    expect(await subscriptionsOf(pool.deps.db.manager, flo)).toMatchObject([
      { status: 'refunded', endReason: 'offer-closed' },
    ]);
    await set('frozen');
    await expect(pool.strike()).rejects.toMatchObject({ code: 'conflict' });
    await expect(pool.redeem(ana, { ask: 'all' })).rejects.toMatchObject({ code: 'conflict' });
    await set('open');
    await pool.checkSound();
  });

  it('N7: a total loss closes the pool: nobody owes, waiting money goes back, nothing is struck again', async () => {
    const gus = await pool.person();
    await pool.invest(gus, 100n * USDT);
    const { statement } = pool.house.peers.script;
    await pool.earn(statement.cash.plus(50_000).negated().toFixed());
    const struck = await pool.strike();
    expect(struck).toMatchObject({ navMinor: 0n });
    expect(struck.shortfallMinor).toBeGreaterThan(0n);
    expect(await pool.walletMinor(gus)).toBe(10_000n * USDT);
    expect((await pool.pool()).pool.status).toBe('closed');
    await expect(pool.strike()).rejects.toMatchObject({ code: 'conflict' });
    await expect(pool.invest(gus, 100n * USDT)).rejects.toMatchObject({ code: 'conflict' });
    await expect(pool.redeem(ana, { ask: 'all' })).rejects.toMatchObject({ code: 'conflict' });
    const operator = await token(OPERATOR);
    const reopened = await pool.house.ask('PUT', `${path}/status`, { token: operator, body: { status: 'open' } });
    expect(reopened.status).toBe(409);
    await pool.checkSound();
  });
});
