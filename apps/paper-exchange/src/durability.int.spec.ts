import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { snapshotText } from '@orbiquant/exchange';
import { pgExchangeStore } from '@orbiquant/exchange-store';
import { emptyDatabase, until } from '@orbiquant/testing';
import { startPaperExchange, type PaperExchange } from './start-paper-exchange.ts';
import { TESTER, testingClient } from './testing-client.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const ACCOUNTS = [{ ...TESTER, balances: { USDT: '1000000', BTC: '50' } }];

let databaseUrl: string;
beforeEach(async () => {
  databaseUrl = (await emptyDatabase()).ownerUrl;
});

const market = { mode: 'synthetic', seed: 'durability', startMs: Date.UTC(2025, 0, 1), historyDays: 2 } as const;
const start = async (): Promise<PaperExchange> =>
  startPaperExchange({
    market,
    store: await pgExchangeStore(databaseUrl),
    accounts: ACCOUNTS,
    adminToken: 'admin-token',
    isStepwise: true,
  });

describe('a restart', () => {
  it('brings back accounts, orders, lists, fills, deposits and the clock, equal to the byte', async () => {
    const first = await start();
    const client = testingClient(first.url);
    const order = { symbol: 'BTCUSDT', timeInForce: 'GTC' };
    await client.signed('POST', '/api/v3/order', {
      ...order,
      side: 'BUY',
      type: 'LIMIT',
      quantity: '0.5',
      price: '200000.00',
    });
    await client.signed('POST', '/api/v3/order', {
      ...order,
      side: 'BUY',
      type: 'LIMIT',
      quantity: '0.5',
      price: '88000.00',
    });
    await client.signed('POST', '/api/v3/order', {
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'MARKET',
      quoteOrderQty: '5000',
    });
    await client.signed('POST', '/api/v3/orderList/oco', {
      symbol: 'BTCUSDT',
      side: 'SELL',
      quantity: '1',
      aboveType: 'LIMIT_MAKER',
      abovePrice: '100000.00',
      belowType: 'STOP_LOSS',
      belowStopPrice: '70000.00',
    });
    await client.admin('POST', '/deposits', { apiKey: TESTER.apiKey, asset: 'ETH', quantity: '3.5', key: 'gift' });
    await client.admin('POST', '/market/step', { candles: 600 });
    await first.stop();
    const before = snapshotText(first.venue.state);

    const second = await start();
    expect(snapshotText(second.venue.state)).toBe(before);
    expect(second.venue.state.fillsByAccount.get(3)!.length).toBeGreaterThan(1);
    await testingClient(second.url).admin('POST', '/deposits', {
      apiKey: TESTER.apiKey,
      asset: 'ETH',
      quantity: '3.5',
      key: 'gift',
    });
    expect(snapshotText(second.venue.state)).toBe(before);
    await second.stop();
  });

  it('goes on with the market as if it had never stopped', async () => {
    const place = (url: string): Promise<unknown> =>
      testingClient(url).signed('POST', '/api/v3/order', {
        symbol: 'BTCUSDT',
        side: 'BUY',
        type: 'LIMIT',
        timeInForce: 'GTC',
        quantity: '0.5',
        price: '89000.00',
        newClientOrderId: 'dip',
      });
    const straight = await startPaperExchange({ market, accounts: ACCOUNTS, isStepwise: true });
    await place(straight.url);
    await straight.clock.step(1_800_000);
    await straight.clock.step(1_800_000);
    const broken = await start();
    await place(broken.url);
    await broken.clock.step(1_800_000);
    await broken.stop();
    const resumed = await start();
    await resumed.clock.step(1_800_000);
    expect(snapshotText(resumed.venue.state)).toBe(snapshotText(straight.venue.state));
    await Promise.all([straight.stop(), resumed.stop()]);
  });
});

describe('kill -9', () => {
  let child: ChildProcess | undefined;
  afterEach(() => void child?.kill('SIGKILL'));

  async function run(): Promise<string> {
    const port = await freePort();
    const settings = {
      HTTP_PORT: String(port),
      DATABASE_URL: databaseUrl,
      ADMIN_TOKEN: 'admin-token',
      EXCHANGE_ACCOUNTS: JSON.stringify(ACCOUNTS),
      ORDERS_PER_10S: '100000',
      WEIGHT_PER_MINUTE: '1000000',
      LOG_LEVEL: 'fatal',
    };
    child = spawn(process.execPath, [MAIN], { env: settings, stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    await until(
      'the exchange is ready',
      () =>
        fetch(`${url}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      20_000,
    );
    return url;
  }

  it('loses no order that was acknowledged, and no asset', async () => {
    const client = testingClient(await run());
    const acknowledged: Record<string, unknown>[] = [];
    const trading = Array.from({ length: 4 }, async (_, trader) => {
      for (let k = 0; ; k++) {
        const side = k % 2 === 0 ? 'BUY' : 'SELL';
        const reply = await client.signed('POST', '/api/v3/order', {
          symbol: 'BTCUSDT',
          side,
          type: 'MARKET',
          quantity: '0.01',
          newClientOrderId: `t${trader}-${k}`,
        });
        if (reply.status === 200) acknowledged.push(reply.body as Record<string, unknown>);
      }
    }).map((endless) => endless.catch(() => undefined));
    await until('orders were acknowledged', () => acknowledged.length >= 60, 20_000);
    child!.kill('SIGKILL');
    await Promise.all(trading);

    const again = testingClient(await run());
    const { body } = await again.signed('GET', '/api/v3/allOrders', { symbol: 'BTCUSDT', limit: '1000' });
    const stored = new Map((body as Record<string, unknown>[]).map((order) => [order['orderId'], order]));
    for (const order of acknowledged) {
      expect(stored.get(order['orderId'])).toMatchObject({
        clientOrderId: order['clientOrderId'],
        status: order['status'],
        executedQty: order['executedQty'],
        cummulativeQuoteQty: order['cummulativeQuoteQty'],
      });
    }
    expect(await again.admin('GET', '/conservation')).toMatchObject({ equal: true });
    const market = (await again.admin('GET', '/market')) as { marketNowMs: number };
    expect(market.marketNowMs).toBeGreaterThanOrEqual(
      Math.max(...acknowledged.map((order) => Number(order['transactTime']))),
    );
  }, 60_000);
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
