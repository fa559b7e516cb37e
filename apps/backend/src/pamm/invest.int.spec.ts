import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@orbiquant/kernel';
import { everythingTold } from '../testing/everything-told.ts';
import { standingClock } from '../testing/standing-clock.ts';
import { INVESTOR, OPERATOR, testHouse, type TestHouse } from '../testing/test-house.ts';
import { MARKET_MS, sampleStatement } from '../testing/samples.ts';

type Money = { minor: string };

describe('from the wallet into the pool', () => {
  let house: TestHouse;
  let investor: string;
  let operator: string;
  let productId: string;
  let number = 0;

  beforeAll(async () => {
    // the market and the house's clock stand still, so that no management fee accrues
    house = await testHouse({ clock: standingClock(1_700_000_000_000) });
    investor = (await house.signIn(INVESTOR)).accessToken;
    operator = (await house.signIn(OPERATOR)).accessToken;
    const products = (await house.ask('GET', '/api/v1/products', { token: investor })).body as Array<{
      productId: string;
    }>;
    productId = products[0]?.productId ?? '';
  });
  afterAll(() => house.stop());

  const subscribe = (cashMinor: string, key: string = `s-${number++}`) =>
    house.ask('POST', `/api/v1/products/${productId}/subscriptions`, {
      token: investor,
      key,
      body: { cashMinor, riskAccepted: true },
    });
  const strike = (key: string = `k-${number++}`) =>
    house.ask('POST', `/api/v1/products/${productId}/strikes`, { token: operator, key, body: {} });
  const balance = async () =>
    (await house.ask('GET', '/api/v1/balance', { token: investor })).body as {
      wallet: Money;
      total: Money;
      holdings: Array<{ units: string; value: Money; queued: Money; gain: Money; navPerUnit: string | null }>;
    };

  it('the demonstration wallet is funded through the books', async () => {
    expect((await balance()).wallet.minor).toBe('10000000000');
    const lines = (await house.ask('GET', '/api/v1/statement', { token: investor })).body as Array<{ reason: string }>;
    expect(lines.map(({ reason }) => reason)).toEqual(['demo-funding']);
  });

  it('N5: a subscription waits for the next strike and is dealt at its price', async () => {
    const asked = await subscribe('1000000000');
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ status: 'queued', units: null, navPerUnit: null });
    expect(await balance()).toMatchObject({
      wallet: { minor: '9000000000' },
      total: { minor: '10000000000' },
      holdings: [{ queued: { minor: '1000000000' } }],
    });

    const struck = await strike();
    expect(struck.text).toContain('"navPerUnit":"1"');
    expect(struck.status).toBe(201);
    expect(struck.body).toMatchObject({
      nav: { minor: '101000000000' },
      units: '101000',
      navPerUnit: '1',
      atMs: MARKET_MS,
    });
    expect(await balance()).toMatchObject({
      total: { minor: '10000000000' },
      holdings: [{ units: '1000', value: { minor: '1000000000' }, queued: { minor: '0' } }],
    });
  });

  it('a profit of the agent reaches the holder net of the fee accrued, and the books equal the NAV', async () => {
    await house.sql(
      `INSERT INTO trading.agent_events (name, key, payload) VALUES ('fill.recorded', 'a', $1), ('fill.recorded', 'b', $2)`,
      [
        JSON.stringify({
          fillId: 'a',
          agentId: 'orion',
          orderId: 'o',
          decisionId: 'd',
          venueTradeId: '1',
          venueOrderId: '1',
          symbol: 'BTC/USDT',
          side: 'buy',
          price: '50000',
          quantity: '0.1',
          fee: '0.0001',
          feeAsset: 'BTC',
          filledAtMs: MARKET_MS,
        }),
        JSON.stringify({
          fillId: 'b',
          agentId: 'orion',
          orderId: 'p',
          decisionId: 'd',
          venueTradeId: '2',
          venueOrderId: '2',
          symbol: 'BTC/USDT',
          side: 'sell',
          price: '60000',
          quantity: '0.05',
          fee: '3',
          feeAsset: 'USDT',
          filledAtMs: MARKET_MS + 1,
        }),
      ],
    );
    await everythingTold(house.sql, 'trading.agent_events');
    house.peers.script.statement = sampleStatement({
      atMs: MARKET_MS + 60_000,
      cash: new Decimal('97997'),
      holdings: [
        {
          symbol: 'BTC/USDT',
          quantity: new Decimal('0.0499'),
          mark: new Decimal('61000.01'),
          markAtMs: MARKET_MS + 60_000,
        },
      ],
      equity: new Decimal('101040.900499'),
      lastFillId: 'b',
    });
    const struck = await strike();
    expect(struck.status).toBe(201);
    expect(struck.body).toMatchObject({
      nav: { minor: '102040900499' },
      units: '101000',
      navPerUnit: '1.010305945534',
    });
    const now = await balance();
    // 1000 units gained 10.305945534; a fifth of it is owed to the manager, in units: 1000 - 2.0611891068 / 1.010305945534
    expect(now.holdings[0]).toMatchObject({
      units: '997.959836704999',
      value: { minor: '1008244756' },
      gain: { minor: '8244756' },
    });
    const [capital] = await house.sql<{ balance: string }>(
      `SELECT balance FROM financial.balances WHERE account_id = $1`,
      [`pool:${productId}:capital`],
    );
    expect(capital?.balance).toBe('102040900499');
    const check = await house.ask('GET', '/api/v1/ledger/check', { token: operator });
    expect(check.body).toMatchObject({
      unbalanced: 0,
      chainBreaks: 0,
      balanceMismatches: 0,
      firstBad: null,
      sums: [{ minor: '0' }],
    });
  });

  it.each([
    ['a difference', { differences: [{ asset: 'USDT', ours: new Decimal(1), venues: new Decimal(2) }] }, 409],
    ['an unknown order', { unknownOrders: 1 }, 503],
    ['a stale mark', { atMs: MARKET_MS + 9_000_000 }, 503],
    ['an equity that does not add up', { equity: new Decimal('999999') }, 409],
    ['cash that our fills do not leave', { cash: new Decimal('98997'), equity: new Decimal('102040.900499') }, 409],
    ['a position that our fills do not make', { holdings: [], equity: new Decimal('97997') }, 409],
    ['a fill that has not arrived', { lastFillId: 'unheard-of' }, 503],
    ['an older statement', { atMs: MARKET_MS }, 409],
  ])('N6: %s stops the strike and changes nothing', async (_name, part, status) => {
    const before = await house.sql('SELECT count(*) FROM financial.transfers');
    const good = house.peers.script.statement;
    house.peers.script.statement = { ...good, ...part };
    const refused = await strike();
    house.peers.script.statement = good;
    expect(refused.status).toBe(status);
    expect(await house.sql('SELECT count(*) FROM financial.transfers')).toEqual(before);
  });

  it('more than the wallet holds, less than the minimum, nothing and less than nothing are refused', async () => {
    expect((await subscribe('99999999999999')).body).toMatchObject({
      status: 409,
      errors: [{ code: 'insufficient-funds' }],
    });
    expect((await subscribe('9'.repeat(40))).status).toBe(409);
    for (const cash of ['9999999', '0', '-5000000000']) expect((await subscribe(cash)).status).toBe(422);
  });
});
