/** @jest-environment ./libs/signal-onnx/testing/one-realm-environment.mjs */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getModelScores, predictRange, scoreModels } from '@orbiquant/contracts';
import { createClient, serviceSigner, type Call } from '@orbiquant/platform-http';
import { freshDatabase, testIdentities } from '@orbiquant/testing';
import { startMlEngine, type MlEngine } from './start-ml-engine.ts';
import { closeOf, fakeMarket, walk } from './testing/fake-market.ts';

const ids = testIdentities(['ml-engine', 'backend']);
const candles = walk(420);
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

const forecastAt = (row: number) =>
  call(predictRange, { body: { symbol: 'BTC/USDT', interval: '1h', asOf: closeOf(row) } });

describe('scoring', () => {
  it('scores a forecast when its last bar has closed and not earlier, by the bars that followed, once', async () => {
    const forecast = await forecastAt(200);
    const early = candles.slice(0, 212); // eleven of twelve bars
    feed.market.candles = early;
    expect(await call(scoreModels, { body: { limit: 1_000 } })).toMatchObject({ scored: 0, unscorable: 0, models: [] });
    feed.market.candles = candles;
    const round = await call(scoreModels, { body: { limit: 1_000 } });
    const after = candles.slice(201, 213);
    const outcome = Math.log(Math.max(...after.map(({ high }) => high)) / Math.min(...after.map(({ low }) => low)));
    expect(round).toMatchObject({ scored: 1, models: [{ modelId: 'range-har', rows: 1, verdict: 'too-few' }] });
    expect(round.models[0]!.meanAbsoluteError).toBeCloseTo(Math.abs(outcome - forecast.expectedLogRange), 12);
    expect(round.models[0]!.baselineMeanAbsoluteError).toBeCloseTo(Math.abs(outcome - forecast.baselineLogRange), 12);
    expect(await call(scoreModels, { body: { limit: 1_000 } })).toMatchObject({ scored: 0 });
  });

  it('judges a version by what it has served, and keeps each judgement', async () => {
    for (let row = 201; row < 330; row += 1) await forecastAt(row);
    const { scored, models } = await call(scoreModels, { body: { limit: 1_000 } });
    expect(scored).toBe(129);
    expect(models[0]!.rows).toBe(130);
    expect(models[0]!.verdict).not.toBe('too-few');
    const history = await call(getModelScores, { params: { modelId: 'range-har' } });
    expect(history[0]).toEqual(models[0]);
  });

  it('a forecast over a hole in the candles has no outcome and is not asked about again', async () => {
    await forecastAt(402);
    feed.market.candles = candles.filter((_candle, row) => row !== 406);
    expect(await call(scoreModels, { body: { limit: 1_000 } })).toMatchObject({ scored: 0, unscorable: 1 });
    feed.market.candles = candles;
    expect(await call(scoreModels, { body: { limit: 1_000 } })).toMatchObject({ scored: 0, unscorable: 0 });
  });
});
