import { expect, it } from '@jest/globals';
import { until } from '@orbiquant/testing';
import { WebSocket } from 'ws';
import { startPaperExchange } from './start-paper-exchange.ts';
import { TESTER, testingClient } from './testing-client.ts';

type Levels = [price: string, quantity: string][];
type Update = { U: number; u: number; b: Levels; a: Levels };
type Snapshot = { lastUpdateId: number; bids: Levels; asks: Levels };

const MARKET = { mode: 'synthetic', seed: 'depth', startMs: Date.UTC(2025, 0, 1), historyDays: 1 } as const;

it('a local book kept by the documented rules is the book the exchange shows', async () => {
  const accounts = [{ ...TESTER, balances: { USDT: '100000' } }];
  const exchange = await startPaperExchange({ market: MARKET, accounts, isStepwise: true });
  const client = testingClient(exchange.url);
  const snapshot = async (): Promise<Snapshot> =>
    (await client.get('/api/v3/depth', { symbol: 'BTCUSDT', limit: '5000' })).body as Snapshot;
  const socket = new WebSocket(`${exchange.url.replace('http', 'ws')}/ws/btcusdt@depth@100ms`);
  const updates: Update[] = [];
  socket.on('message', (raw) => updates.push(JSON.parse(String(raw)) as Update));
  await new Promise((resolve) => socket.once('open', resolve));

  await exchange.clock.step(20_000); // some updates are older than the snapshot
  const start = await snapshot();
  const order = {
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    quantity: '0.5',
    price: '80000.00',
  };
  await client.signed('POST', '/api/v3/order', order);
  for (let k = 0; k < 5; k++) {
    const heard = updates.length;
    await exchange.clock.step(45_000);
    await until('the book was updated', () => updates.length > heard);
  }
  const end = await snapshot();
  await until('the newest update', () => updates.at(-1)?.u === end.lastUpdateId);

  const fresh = updates.filter((update) => update.u > start.lastUpdateId);
  expect(fresh[0]!.U).toBeLessThanOrEqual(start.lastUpdateId + 1);
  expect(fresh.slice(1).every((update, k) => update.U === fresh[k]!.u + 1)).toBe(true);
  const side = (from: Levels, changes: (update: Update) => Levels): Record<string, string> => {
    const levels = new Map(from);
    for (const [price, quantity] of fresh.flatMap(changes)) levels.set(price, quantity);
    return Object.fromEntries([...levels].filter(([, quantity]) => Number(quantity) > 0));
  };
  expect(side(start.bids, (update) => update.b)).toEqual(Object.fromEntries(end.bids));
  expect(side(start.asks, (update) => update.a)).toEqual(Object.fromEntries(end.asks));
  expect(Object.fromEntries(end.bids)['80000.00000000']).toBe('0.50000000');
  socket.close();
  await exchange.stop();
});

it('a level that only the snapshot has seen is told to be gone', async () => {
  const accounts = [{ ...TESTER, balances: { USDT: '100000' } }];
  const exchange = await startPaperExchange({ market: MARKET, accounts, isStepwise: true });
  const client = testingClient(exchange.url);
  const order = {
    symbol: 'BTCUSDT',
    side: 'BUY',
    type: 'LIMIT',
    timeInForce: 'GTC',
    quantity: '0.5',
    price: '80000.00',
    newClientOrderId: 'brief',
  };
  const socket = new WebSocket(`${exchange.url.replace('http', 'ws')}/ws/btcusdt@depth`);
  const updates: Update[] = [];
  socket.on('message', (raw) => updates.push(JSON.parse(String(raw)) as Update));
  await new Promise((resolve) => socket.once('open', resolve));
  await exchange.clock.step(1_000);
  await client.signed('POST', '/api/v3/order', order);
  const start = (await client.get('/api/v3/depth', { symbol: 'BTCUSDT', limit: '5000' })).body as Snapshot;
  expect(Object.fromEntries(start.bids)['80000.00000000']).toBe('0.50000000');
  await client.signed('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', origClientOrderId: 'brief' });
  await until('the end of the level', () =>
    updates.some(
      ({ u, b }) =>
        u > start.lastUpdateId && b.some(([price, quantity]) => price === '80000.00000000' && Number(quantity) === 0),
    ),
  );
  socket.close();
  await exchange.stop();
});
