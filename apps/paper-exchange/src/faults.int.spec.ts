import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@orbiquant/testing';
import { WebSocket } from 'ws';
// eslint-disable-next-line @nx/enforce-module-boundaries -- examples are no project; the test uses the very client they show
import { pointCcxt } from '../../../examples/point-ccxt.ts';
import { startPaperExchange, type PaperExchange } from './start-paper-exchange.ts';
import { TESTER, testingClient } from './testing-client.ts';

const SYMBOL = 'BTC/USDT';
type Client = Awaited<ReturnType<typeof pointCcxt>>;

let exchange: PaperExchange;
let client: Client;
let admin: ReturnType<typeof testingClient>['admin'];

beforeAll(async () => {
  const market = { mode: 'synthetic', seed: 'faults', startMs: Date.UTC(2025, 0, 1), historyDays: 1 } as const;
  exchange = await startPaperExchange({
    market,
    isStepwise: true,
    accounts: [{ ...TESTER, balances: { USDT: '1000000' } }],
    adminToken: 'admin-token',
  });
  admin = testingClient(exchange.url).admin;
  client = await pointCcxt({ url: exchange.url, ...TESTER });
  await client.loadMarkets();
  client.timeout = 500;
});
beforeEach(() => admin('DELETE', '/faults'));
afterAll(async () => {
  await client.close();
  await exchange.stop();
});

const fault = (kind: string, more: object = {}): Promise<unknown> =>
  admin('POST', '/faults', { kind, match: 'POST /api/v3/order', count: 1, ...more });
const buy = (clientOrderId: string): Promise<string> =>
  client.createOrder(SYMBOL, 'market', 'buy', 0.01, undefined, { clientOrderId }).then(
    (order) => String(order.status),
    (error: unknown) => (error instanceof Error ? error.constructor.name : 'no Error'),
  );
const known = (clientOrderId: string): Promise<string> =>
  client.fetchOrder('', SYMBOL, { origClientOrderId: clientOrderId }).then(
    (order) => String(order.status),
    (error: unknown) => (error instanceof Error ? error.constructor.name : 'no Error'),
  );

describe('faults on demand', () => {
  it('X1: an order that was accepted times out, and is found once by its client id', async () => {
    await fault('accept-then-timeout');
    expect(await buy('x1')).toBe('RequestTimeout');
    expect(await known('x1')).toBe('closed');
    expect(exchange.venue.state.orders.size).toBe(1);
  });

  it('X2: a request that never arrived times out too, and leaves nothing', async () => {
    await fault('drop-request');
    expect(await buy('x2')).toBe('RequestTimeout');
    expect(await known('x2')).toBe('OrderNotFound');
  });

  it('X3: an order that was filled before anybody asked is found in the trades', async () => {
    await fault('accept-then-timeout');
    await buy('x3');
    const order = await client.fetchOrder('', SYMBOL, { origClientOrderId: 'x3' });
    const trades = await client.fetchMyTrades(SYMBOL);
    const bought = trades
      .filter((trade) => trade.order === order.id)
      .reduce((sum, trade) => sum + (trade.amount ?? 0), 0);
    expect(bought).toBeCloseTo(0.01, 8);
  });

  it.each([true, false])('X4: 503 with status unknown, carried out: %s', async (executed) => {
    await fault('http-5xx', { executed });
    expect(await buy(`x4-${executed}`)).toBe('RequestTimeout'); // -1007: unknown, not refused
    expect(await known(`x4-${executed}`)).toBe(executed ? 'closed' : 'OrderNotFound');
  });

  it('answers late, is under maintenance, and shows a wrong clock when told to', async () => {
    await fault('latency', { delayMs: 2_000 });
    expect(await buy('late')).toBe('RequestTimeout');
    await fault('maintenance');
    expect(await buy('closed')).not.toBe('closed');
    await fault('clock-skew', { delayMs: -120_000 });
    expect(await buy('skewed')).toBe('InvalidNonce');
  });

  it('strikes by chance as its seed says, and stops when cleared', async () => {
    await admin('POST', '/faults', { kind: 'http-5xx', match: 'GET /api/v3/ping', probability: 0.5 });
    const statuses = [];
    for (let k = 0; k < 40; k++) statuses.push((await fetch(`${exchange.url}/api/v3/ping`)).status);
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(8);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(8);
    await admin('DELETE', '/faults');
    expect((await fetch(`${exchange.url}/api/v3/ping`)).status).toBe(200);
  });

  it('keeps the admin routes shut without the token', async () => {
    expect(await testingClient(exchange.url, TESTER, 'guess-guess').admin('GET', '/market')).toMatchObject({
      code: -2015,
    });
  });
});

describe('faults of streams', () => {
  /** Ids of the trades a client of the stream gets while the market goes on for some minutes. */
  async function idsWhile(kind: string, more: object): Promise<{ ids: number[]; closeCode: number | null }> {
    const socket = new WebSocket(`${exchange.url.replace('http', 'ws')}/ws/btcusdt@trade`);
    const ids: number[] = [];
    let closeCode: number | null = null;
    socket.on('message', (raw) => ids.push((JSON.parse(String(raw)) as { t: number }).t));
    socket.on('close', (code) => (closeCode = code));
    await new Promise((resolve) => socket.once('open', resolve));
    await admin('POST', '/faults', { kind, match: 'btcusdt@trade', ...more });
    const target = exchange.venue.market.tapes.get('BTCUSDT')!;
    await exchange.clock.step(300_000);
    const lastId = target.lastIdAt(exchange.venue.state.clockMs);
    await until('the stream has spoken', () => ids.includes(lastId) || ids.includes(lastId - 1) || closeCode !== null);
    socket.close();
    return { ids, closeCode };
  }
  const gaps = (ids: number[]): number =>
    [...ids].sort((a, b) => a - b).filter((id, k, all) => k > 0 && id > all[k - 1]! + 1).length;

  it('X17: a message never comes; the trade is still found by asking', async () => {
    const { ids } = await idsWhile('drop-message', { count: 3 });
    const served = await client.fetchTrades(SYMBOL, undefined, 1000, {
      fromId: ids[0]! - 3,
      fetchTradesMethod: 'publicGetAggTrades',
    });
    expect(served.slice(0, 4).map((trade) => Number(trade.id))).toEqual([
      ids[0]! - 3,
      ids[0]! - 2,
      ids[0]! - 1,
      ids[0]!,
    ]);
  });

  it('X11: a message comes twice, with the same id', async () => {
    const { ids } = await idsWhile('duplicate-message', { count: 2 });
    expect(ids.length - new Set(ids).size).toBe(2);
  });

  it('X13: messages come out of order, and none is lost', async () => {
    const { ids } = await idsWhile('reorder-message', { count: 4 });
    expect(ids).not.toEqual([...ids].sort((a, b) => a - b));
    expect(gaps(ids)).toBe(0);
  });

  it('M11: the socket is cut without a word; everything missed is there by REST', async () => {
    const { ids, closeCode } = await idsWhile('socket-cut', { count: 1 });
    expect(closeCode).toBe(1006);
    const tape = exchange.venue.market.tapes.get('BTCUSDT')!;
    const firstMissed = (ids.at(-1) ?? tape.lastIdAt(exchange.venue.state.clockMs - 300_000)) + 1;
    const missed = await client.fetchTrades(SYMBOL, undefined, 1000, {
      fromId: firstMissed,
      fetchTradesMethod: 'publicGetAggTrades',
    });
    expect(missed.map((trade) => Number(trade.id))).toEqual(
      Array.from({ length: missed.length }, (_, k) => firstMissed + k),
    );
    expect(Number(missed.at(-1)!.id)).toBe(tape.lastIdAt(exchange.venue.state.clockMs));
  });
});
