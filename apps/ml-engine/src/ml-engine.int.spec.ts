/** @jest-environment ./libs/signal-onnx/testing/one-realm-environment.mjs */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  getModelCard,
  getModels,
  getPrediction,
  getPredictions,
  predictRange,
  type Candle,
} from '@orbiquant/contracts';
import type { AppError } from '@orbiquant/kernel';
import { createClient, serviceSigner, type Call } from '@orbiquant/platform-http';
import { freshDatabase, testIdentities } from '@orbiquant/testing';
import { startMlEngine, type MlEngine } from './start-ml-engine.ts';
import { closeOf, fakeMarket, walk } from './testing/fake-market.ts';

const ids = testIdentities(['ml-engine', 'backend']);
const candles = walk(260);
let feed: Awaited<ReturnType<typeof fakeMarket>>;
let engine: MlEngine;
let call: Call;

beforeAll(async () => {
  const database = await freshDatabase();
  feed = await fakeMarket(candles);
  engine = await startMlEngine({
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    databaseUrl: database.urlFor('ml_engine'),
    identity: ids['ml-engine'],
    dataServiceUrl: feed.url,
    labWorkers: 1,
  });
  call = createClient({ name: 'ml-engine', baseUrl: engine.url, sign: serviceSigner(ids.backend) });
});
afterAll(async () => {
  await engine?.stop();
  await feed?.stop();
});

const ask = (asOf: number) => call(predictRange, { body: { symbol: 'BTC/USDT', interval: '1h', asOf } });
const given = (raw: readonly unknown[]) => fetchPredict({ symbol: 'BTC/USDT', interval: '1h', candles: raw });

async function fetchPredict(
  body: unknown,
): Promise<{ status: number; body: { errors?: Array<{ path: string; code: string }> } }> {
  const token = await serviceSigner(ids.backend)('ml-engine');
  const response = await fetch(`${engine.url}${predictRange.path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as never };
}

describe('ml-engine', () => {
  it('forecasts from stored candles, above zero and inside its own interval', async () => {
    const forecast = await ask(closeOf(200) + 1_234);
    expect(forecast).toMatchObject({ modelId: 'range-har', horizonBars: 12, lastClose: candles[200]!.close });
    expect(forecast.candleOpenTimeMs).toBe(candles[200]!.openTimeMs);
    expect(forecast.interval80.low).toBeLessThan(forecast.expectedLogRange);
    expect(forecast.interval80.high).toBeGreaterThan(forecast.expectedLogRange);
    expect(forecast.baselineLogRange).toBeGreaterThan(0);
  });

  it('answers to what it sees: wilder candles give a wider forecast', async () => {
    const wild = candles
      .slice(0, 200)
      .map((candle) => ({ ...candle, high: candle.high * 1.02, low: candle.low * 0.98 }));
    const calm = await call(predictRange, {
      body: { symbol: 'A/USDT', interval: '1h', candles: candles.slice(0, 200) },
    });
    const rough = await call(predictRange, { body: { symbol: 'A/USDT', interval: '1h', candles: wild } });
    expect(rough.expectedLogRange).toBeGreaterThan(2 * calm.expectedLogRange);
  });

  it('M16: everything after the cursor may be garbage without changing a byte of the forecast', async () => {
    const before = JSON.stringify(await ask(closeOf(210)));
    feed.market.candles = candles.map((candle, at): Candle =>
      at <= 210 ? candle : { ...candle, open: 7, high: 9_999, low: 0.001, close: 3, volume: 0 },
    );
    const after = JSON.stringify(await ask(closeOf(210)));
    const moved = await ask(closeOf(230));
    feed.market.candles = candles;
    expect(after).toBe(before);
    expect(moved.featureHash).not.toBe((await ask(closeOf(230))).featureHash);
  });

  it('stores one forecast for one view, however often it is asked for, and one event with it', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(closeOf(220))));
    expect(new Set(asked.map((forecast) => JSON.stringify(forecast))).size).toBe(1);
    const [{ stored, told }] = (await engine.db.query(
      `SELECT (SELECT count(*)::int FROM ml.predictions WHERE prediction_id = $1) AS stored,
              (SELECT count(*)::int FROM ml.events WHERE key = $2 AND name = 'signal.emitted') AS told`,
      [asked[0]!.predictionId, asked[0]!.predictionId],
    )) as [{ stored: number; told: number }];
    expect({ stored, told }).toEqual({ stored: 1, told: 1 });
    expect(await call(getPrediction, { params: { predictionId: asked[0]!.predictionId } })).toEqual(asked[0]);
  });

  it('lists what was known at the cursor, newest first, without forecasts on candles that a caller brought', async () => {
    await ask(closeOf(240));
    const listed = await call(getPredictions, { query: { symbol: 'BTC/USDT', asOf: closeOf(220), limit: 50 } });
    const times = listed.map(({ asOfMs }) => asOfMs);
    expect(times.length).toBeGreaterThan(0);
    expect(Math.max(...times)).toBeLessThanOrEqual(closeOf(220));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(await call(getPredictions, { query: { symbol: 'A/USDT', limit: 50 } })).toEqual([]);
  });

  it('refuses candles that cannot be forecast on with 422 and the name of the field', async () => {
    const good: unknown[] = candles.slice(0, 180);
    const changed = (at: number, change: object) =>
      good.map((candle, row) => (row === at ? { ...(candle as Candle), ...change } : candle));
    const cases: Array<[readonly unknown[], string, string]> = [
      [changed(5, { close: null }), 'candles.5.close', 'invalid_type'],
      [changed(5, { close: NaN }), 'candles.5.close', 'invalid_type'],
      [changed(5, { low: -1 }), 'candles.5.low', 'not-a-price'],
      [changed(5, { high: 1 }), 'candles.5.high', 'impossible'],
      [good.slice(0, 100), 'candles', 'too-few'],
      [[...good.slice(0, 7), good[6], ...good.slice(7)], 'candles.7.openTimeMs', 'duplicate'],
      [[...good.slice(0, 7), ...good.slice(8)], 'candles.7.openTimeMs', 'gap'],
      [[...good].reverse(), 'candles.1.openTimeMs', 'wrong-order'],
    ];
    for (const [raw, path, code] of cases) {
      const { status, body } = await given(raw);
      expect({ status, named: body.errors?.some((fault) => fault.path === path && fault.code === code) }).toEqual({
        status: 422,
        named: true,
      });
    }
    expect(await fetchPredict({ symbol: 'BTC/USDT', interval: '4h' })).toMatchObject({ status: 422 });
    expect(await fetchPredict({ symbol: 'nonsense!', interval: '1h' })).toMatchObject({ status: 400 });
  });

  it('says that a week of candles is missing when the market is too young', async () => {
    const refused = await ask(closeOf(100)).catch((error: AppError) => error);
    expect(refused).toMatchObject({
      code: 'unprocessable',
      options: { errors: [{ path: 'candles', code: 'too-few' }] },
    });
  });

  it('forecasts for services only, and shows its card to anyone', async () => {
    const response = await fetch(`${engine.url}${predictRange.path}`, { method: 'POST' });
    expect(response.status).toBe(401);
    const [card] = await call(getModels, {});
    expect(await call(getModelCard, { params: { modelId: 'range-har' } })).toEqual(card);
    expect(card?.heldOut.length).toBeGreaterThanOrEqual(5);
    expect(card?.status).toBe(card?.heldOut.every(({ beatsBaseline }) => beatsBaseline) ? 'active' : 'shadow');
    const ready = await fetch(`${engine.url}/health/ready`);
    expect(await ready.json()).toMatchObject({ ready: true });
  });
});
