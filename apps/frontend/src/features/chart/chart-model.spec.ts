import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Candle } from '@orbiquant/contracts';
import { placeOf } from './bars.ts';
import { ChartModel, countAfter, type Canvas } from './chart-model.ts';

const STEP_MS = 300_000;
const candle = (at: number, close = 100 + at): Candle => ({
  openTimeMs: at * STEP_MS,
  open: close,
  high: close,
  low: close,
  close,
  volume: 1,
});

/** An engine that keeps candles instead of drawing them. */
function fakeEngine() {
  let bars: Candle[] = [];
  const engine = {
    bars: () => bars,
    show: (next: readonly Candle[]) => void (bars = [...next]),
    replace: (next: readonly Candle[]) => void (bars = [...next]),
    prepend: (older: readonly Candle[]) => void (bars = [...older, ...bars]),
    update: (next: Candle) => {
      const place = placeOf(bars, next);
      if (place === 'replace') bars.pop();
      if (place !== 'ignore') bars.push(next);
      return place;
    },
    pop: jest.fn((count: number) => void (count > 0 && (bars = bars.slice(0, -count)))),
    setGaps: () => undefined,
    isNewestInView: () => true,
    reveal: () => undefined,
  };
  return engine satisfies Canvas;
}

/** A server whose market has closed candles 0..199; it honours the cursor, and each question is kept. */
function fakeServer() {
  const asked: URLSearchParams[] = [];
  const answer = (address: string): unknown => {
    const query = new URL(address, 'http://house').searchParams;
    asked.push(query);
    const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);
    const asOf = number('asOf', 200 * STEP_MS);
    const known = Array.from({ length: 200 }, (_one, at) => candle(at)).filter(
      ({ openTimeMs }) =>
        openTimeMs + STEP_MS <= asOf && openTimeMs >= number('from', 0) && openTimeMs < number('to', Infinity),
    );
    const page = known.slice(-Math.min(number('limit', 500), 50));
    const column = (name: keyof Candle): number[] => page.map((one) => one[name]);
    const first = page[0]?.openTimeMs ?? 0;
    return {
      symbol: 'BTC/USDT',
      interval: '5m',
      asOfMs: asOf,
      providers: {},
      openTimeMs: column('openTimeMs'),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
      lastIsForming: false,
      gaps: [],
      nextToMs: first > 0 ? first : null,
    };
  };
  return { asked, answer };
}

describe('the chart of an instrument', () => {
  const realFetch = globalThis.fetch;
  let server = fakeServer();
  beforeEach(() => {
    server = fakeServer();
    globalThis.fetch = ((address: string) => Promise.resolve(Response.json(server.answer(address)))) as typeof fetch;
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
  });
  const open = () => {
    const engine = fakeEngine();
    return { engine, model: new ChartModel(engine, { symbol: 'BTC/USDT', interval: '5m' }) };
  };
  const newest = (engine: Canvas): number | undefined => engine.bars().at(-1)?.openTimeMs;

  it('asks for nothing after the cursor, however the cursor moves', async () => {
    const { engine, model } = open();
    for (const at of [100, 101, 105, 104, 103, 160, 20, 21]) {
      await model.follow(at * STEP_MS);
      expect(newest(engine)).toBe((at - 1) * STEP_MS);
    }
    for (const query of server.asked) expect(query.get('asOf')).not.toBeNull();
  });

  it('steps back by taking candles away, without asking', async () => {
    const { engine, model } = open();
    await model.follow(100 * STEP_MS);
    const before = [...engine.bars()];
    const questions = server.asked.length;
    await model.follow(103 * STEP_MS);
    await model.follow(100 * STEP_MS);
    expect(server.asked.length).toBe(questions + 1);
    expect(engine.pop).toHaveBeenCalledWith(3);
    expect(engine.bars()).toEqual(before);
  });

  it('of cursors wished for while one is being followed, goes to the newest', async () => {
    const { engine, model } = open();
    await Promise.all([model.follow(50 * STEP_MS), model.follow(60 * STEP_MS), model.follow(70 * STEP_MS)]);
    expect(newest(engine)).toBe(69 * STEP_MS);
    expect(model.isMoving()).toBe(false);
    expect(server.asked.map((query) => Number(query.get('asOf')) / STEP_MS)).toEqual([50, 70]);
  });

  it('fetches older candles page by page, each as it was known at the cursor', async () => {
    const { engine, model } = open();
    await model.follow(100 * STEP_MS);
    const shown = engine.bars().length;
    await Promise.all([model.older(), model.older()]);
    expect(engine.bars().length).toBe(shown + 50);
    expect(server.asked.at(-1)?.get('asOf')).toBe(String(100 * STEP_MS));
    expect(server.asked.length).toBe(2);
  });

  it('draws nothing live while playing back, and counts new candles that are out of view', async () => {
    const { engine, model } = open();
    await model.follow(100 * STEP_MS);
    model.live(candle(150));
    expect(newest(engine)).toBe(99 * STEP_MS);
    await model.load(null);
    model.moved(30);
    model.live(candle(200));
    model.live({ ...candle(200), close: 1 });
    model.live(candle(201));
    expect(model.state.getState().newBars).toBe(2);
    model.moved(0);
    expect(model.state.getState().newBars).toBe(0);
  });

  it('says that there is nothing, and says what failed', async () => {
    const { model } = open();
    await model.load(0);
    expect(model.state.getState().status).toBe('empty');
    globalThis.fetch = (() => Promise.reject(new TypeError('cut'))) as typeof fetch;
    await model.load(null);
    expect(model.state.getState()).toMatchObject({ status: 'failed', error: { code: 'offline' } });
  });
});

describe('countAfter', () => {
  it('counts candles that had not closed at the cursor', () => {
    const bars = [candle(0), candle(1), candle(2)];
    expect(countAfter(bars, 3 * STEP_MS, '5m')).toBe(0);
    expect(countAfter(bars, 3 * STEP_MS - 1, '5m')).toBe(1);
    expect(countAfter(bars, 0, '5m')).toBe(3);
  });
});
