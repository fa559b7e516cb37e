import { readFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithShared, sharedPath, until } from '@orbiquant/testing';
import { WebSocket } from 'ws';
import { shapeOf } from './shape-of.ts';
import { startPaperExchange, type PaperExchange } from './start-paper-exchange.ts';
import { TESTER, testingClient } from './testing-client.ts';

const GOLDEN = 'golden/exchange-messages/binance/test_data/spot';
const SYMBOL = 'BTCUSDT';

let exchange: PaperExchange;
let client: ReturnType<typeof testingClient>;

beforeAll(async () => {
  const market = { mode: 'synthetic', seed: 'protocol', startMs: Date.UTC(2025, 0, 1), historyDays: 2 } as const;
  exchange = await startPaperExchange({
    market,
    isStepwise: true,
    accounts: [{ ...TESTER, balances: { USDT: '1000000', BTC: '20' } }],
    adminToken: 'admin-token',
  });
  client = testingClient(exchange.url);
});
afterAll(() => exchange.stop());

const place = (params: Record<string, string>) => client.signed('POST', '/api/v3/order', { symbol: SYMBOL, ...params });
const rest = (price = '80000.00', more: Record<string, string> = {}) =>
  place({ side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.001', price, ...more });
const codeOf = async (reply: Promise<{ status: number; body: unknown }>): Promise<string> => {
  const { status, body } = await reply;
  return `${status} ${(body as { code?: number }).code ?? 'ok'}`;
};

describeWithShared('answers have the fields and types of recorded ones', GOLDEN, () => {
  const golden = (name: string): unknown =>
    JSON.parse(readFileSync(sharedPath(`${GOLDEN}/http_json/${name}.json`), 'utf8')) as unknown;
  const bodyOf = async (reply: Promise<{ body: unknown }>): Promise<unknown> => (await reply).body;

  it.each([
    ['ping_response', () => client.get('/api/v3/ping')],
    ['server_time_response', () => client.get('/api/v3/time')],
    ['depth_response', () => client.get('/api/v3/depth', { symbol: SYMBOL })],
    ['trades_response', () => client.get('/api/v3/trades', { symbol: SYMBOL, limit: '2' })],
    ['klines_response', () => client.get('/api/v3/klines', { symbol: SYMBOL, interval: '1h', limit: '2' })],
    ['avg_price_response', () => client.get('/api/v3/avgPrice', { symbol: SYMBOL })],
    ['ticker_24hr_response', () => client.get('/api/v3/ticker/24hr', { symbol: SYMBOL })],
    ['ticker_price_response', () => client.get('/api/v3/ticker/price', { symbol: SYMBOL })],
    ['book_ticker_response', () => client.get('/api/v3/ticker/bookTicker', { symbol: SYMBOL })],
    ['account_response', () => client.signed('GET', '/api/v3/account')],
    ['new_order_full_response', () => place({ side: 'BUY', type: 'MARKET', quantity: '0.01' })],
    ['account_trades_response', () => client.signed('GET', '/api/v3/myTrades', { symbol: SYMBOL })],
  ] as const)('%s', async (name, ask) => {
    expect(shapeOf(await bodyOf(ask()))).toEqual(shapeOf(golden(name)));
  });

  it('orders, open, found, listed and cancelled', async () => {
    await rest('80000.00', { newClientOrderId: 'shape-1' });
    expect(
      shapeOf(await bodyOf(client.signed('GET', '/api/v3/order', { symbol: SYMBOL, origClientOrderId: 'shape-1' }))),
    ).toEqual(shapeOf(golden('order_response')));
    expect(shapeOf(await bodyOf(client.signed('GET', '/api/v3/openOrders', { symbol: SYMBOL })))).toEqual(
      shapeOf(golden('open_orders_response')),
    );
    expect(shapeOf(await bodyOf(client.signed('GET', '/api/v3/allOrders', { symbol: SYMBOL })))).toEqual(
      shapeOf(golden('all_orders_response')),
    );
    expect(
      shapeOf(await bodyOf(client.signed('DELETE', '/api/v3/order', { symbol: SYMBOL, origClientOrderId: 'shape-1' }))),
    ).toEqual(shapeOf(golden('cancel_order_response')));
    await rest();
    expect(shapeOf(await bodyOf(client.signed('DELETE', '/api/v3/openOrders', { symbol: SYMBOL })))).toEqual(
      shapeOf(golden('cancel_open_orders_response')),
    );
  });

  it('instruments carry every field but what the exchange does not offer', async () => {
    const [theirs] = (golden('exchange_info_response') as { symbols: Record<string, unknown>[] }).symbols;
    const body = (await bodyOf(client.get('/api/v3/exchangeInfo'))) as { symbols: Record<string, unknown>[] };
    expect(Object.keys(body.symbols[0]!).sort()).toEqual(Object.keys(theirs!).sort());
  });

  it('private streams word their news alike', async () => {
    const { messages, socket } = await privateStream();
    await rest('81000.00', { newClientOrderId: 'news-1' });
    const [first] = await until('news', () => messages.length >= 2 && messages);
    const wrapped = JSON.parse(
      readFileSync(sharedPath(`${GOLDEN}/user_data_json/execution_report_wrapped.json`), 'utf8'),
    ) as unknown;
    expect(shapeOf(first)).toEqual(shapeOf(wrapped));
    socket.close();
  });
});

async function privateStream(): Promise<{ messages: unknown[]; socket: WebSocket }> {
  const socket = new WebSocket(`${exchange.url.replace('http', 'ws')}/ws-api/v3`);
  const messages: unknown[] = [];
  await new Promise((resolve) => socket.once('open', resolve));
  const params = { apiKey: TESTER.apiKey, timestamp: Date.now() };
  const signature = createHmac('sha256', TESTER.secret)
    .update(`apiKey=${params.apiKey}&timestamp=${params.timestamp}`)
    .digest('hex');
  const subscribed = new Promise((resolve) => socket.once('message', resolve));
  socket.send(
    JSON.stringify({ id: 'a', method: 'userDataStream.subscribe.signature', params: { ...params, signature } }),
  );
  expect(JSON.parse(String(await subscribed))).toEqual({
    id: 'a',
    status: 200,
    result: { subscriptionId: 0 },
    rateLimits: [],
  });
  socket.on('message', (raw) => messages.push(JSON.parse(String(raw))));
  return { messages, socket };
}

describeWithShared('signatures', 'golden/signing/binance_hmac.json', () => {
  it('are those of the published examples', () => {
    const { secretKey, cases } = JSON.parse(readFileSync(sharedPath('golden/signing/binance_hmac.json'), 'utf8')) as {
      secretKey: string;
      cases: { payload: string; signature: string }[];
    };
    for (const { payload, signature } of cases)
      expect(createHmac('sha256', secretKey).update(payload).digest('hex')).toBe(signature);
  });
});

describe('refusals carry the documented codes', () => {
  const late = String(Date.now() - 60_000);
  it.each([
    ['400 -1121', 'an unknown symbol', () => client.get('/api/v3/depth', { symbol: 'NOPE' })],
    ['400 -1102', 'a missing parameter', () => client.get('/api/v3/klines', { symbol: SYMBOL })],
    ['400 -1120', 'an unknown interval', () => client.get('/api/v3/klines', { symbol: SYMBOL, interval: '7m' })],
    ['400 -1100', 'illegal characters', () => rest('8e4')],
    ['400 -1111', 'too much precision', () => rest('80000.000000001')],
    ['400 -1013', 'a price off its grid', () => rest('80000.001')],
    ['400 -1013', 'a value too small', () => rest('80000.00', { quantity: '0.00001' })],
    ['400 -1106', 'a parameter not wanted', () => place({ side: 'BUY', type: 'MARKET', quantity: '1', price: '1' })],
    ['400 -1115', 'an unknown time in force', () => rest('80000.00', { timeInForce: 'GTX' })],
    ['400 -1116', 'an unknown type', () => place({ side: 'BUY', type: 'ICEBERG', quantity: '1' })],
    ['400 -1117', 'an unknown side', () => place({ side: 'HOLD', type: 'MARKET', quantity: '1' })],
    ['400 -2010', 'insufficient funds', () => place({ side: 'SELL', type: 'MARKET', quantity: '30' })],
    [
      '400 -2011',
      'cancelling what is not there',
      () => client.signed('DELETE', '/api/v3/order', { symbol: SYMBOL, orderId: '999999' }),
    ],
    [
      '400 -2013',
      'asking for what is not there',
      () => client.signed('GET', '/api/v3/order', { symbol: SYMBOL, orderId: '999999' }),
    ],
    [
      '400 -1021',
      'a stale timestamp',
      () => client.signed('GET', '/api/v3/account', { timestamp: late, recvWindow: '5000' }),
    ],
    [
      '400 -1022',
      'a wrong signature',
      () => testingClient(exchange.url, { ...TESTER, secret: 'wrong' }).signed('GET', '/api/v3/account'),
    ],
    [
      '401 -2015',
      'an unknown key',
      () => testingClient(exchange.url, { apiKey: 'nobody', secret: 'x' }).signed('GET', '/api/v3/account'),
    ],
  ] as const)('%s for %s', async (code, _name, ask) => {
    expect(await codeOf(ask())).toBe(code);
  });

  it('429 with Retry-After when the weight is used up, then 418', async () => {
    const tight = await startPaperExchange({
      market: { mode: 'synthetic', seed: 'x', startMs: Date.UTC(2025, 0, 1), historyDays: 1 },
      isStepwise: true,
      limits: { weightPerMinute: 30, ordersPer10s: 1 },
    });
    const ask = () => testingClient(tight.url).get('/api/v3/exchangeInfo');
    expect((await ask()).headers.get('x-mbx-used-weight-1m')).toBe('20');
    const refused = await ask();
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(await until('a ban', async () => (await ask()).status === 418)).toBe(true);
    await tight.stop();
  });
});
