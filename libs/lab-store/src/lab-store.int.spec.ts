import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LabOrder, type LabResult } from '@orbiquant/contracts';
import { newId } from '@orbiquant/kernel';
import { openDatabase, type DataSource } from '@orbiquant/platform-db';
import { freshDatabase, type FreshDatabase } from '@orbiquant/testing';
import { labEntities } from './lab-entities.ts';
import { runRepository, type RunRepository } from './run-repository.ts';
import { trialRepository } from './trial-repository.ts';

const order = LabOrder.parse({
  kind: 'backtest',
  strategy: 'sma-cross',
  parameters: { fast: 10, slow: 30 },
  symbols: ['BTCUSDT'],
  interval: '1h',
  fromMs: 0,
  toMs: 1,
});
const result: LabResult = {
  runCard: {},
  parameters: {},
  figures: { sharpe: 1.5 },
  curve: null,
  benchmark: null,
  trades: [],
  tradesLeftOut: 0,
  months: [],
  trials: [],
  heatMap: null,
  windows: [],
  fans: [],
  stresses: [],
  findings: [],
  warnings: [],
  verdict: { passes: true, trials: 3, reasons: [] },
};

describe('runs of the lab as rows', () => {
  let database: FreshDatabase;
  let db: DataSource;
  let runs: RunRepository;
  let owner: string;
  beforeAll(async () => {
    database = await freshDatabase();
    db = await openDatabase({ url: database.urlFor('ml_engine'), entities: labEntities });
    runs = runRepository(db);
  });
  afterAll(() => db.destroy());
  beforeEach(async () => {
    owner = newId();
    for (let run = await runs.claim(9e14, 9e14); run; run = await runs.claim(9e14, 9e14))
      await runs.end(run.runId, { state: 'cancelled' }, 1);
  });

  it('a run is ordered, claimed once, told of, and ends with its result', async () => {
    const { runId, order: kept } = await runs.order(owner, order);
    expect(kept).toEqual(order);
    const [first, second] = await Promise.all([runs.claim(1_000, 5_000), runs.claim(1_000, 5_000)]);
    expect([first, second].filter(Boolean)).toHaveLength(1);
    expect(await runs.advance(runId, { done: 1, total: 2, stage: 'search' }, 6_000)).toBe(true);
    await runs.appendStep(runId, 0, { at: 1 });
    await runs.appendStep(runId, 1, { at: 2 });
    await expect(runs.appendStep(runId, 1, { at: 9 })).rejects.toMatchObject({ code: 'conflict' });
    expect(await runs.steps(runId)).toEqual([{ at: 1 }, { at: 2 }]);
    await runs.end(runId, { state: 'done', result }, 7_000);
    expect(await runs.find(owner, runId)).toMatchObject({
      state: 'done',
      figures: { sharpe: 1.5 },
      finishedAtMs: 7_000,
    });
    expect(await runs.result(owner, runId)).toEqual(result);
    expect(await runs.steps(runId)).toEqual([]);
    const told = (await db.query(
      "SELECT payload->>'state' AS state FROM ml.events WHERE name = 'lab.run.changed' AND payload->>'runId' = $1 ORDER BY event_id",
      [runId],
    )) as Array<{ state: string }>;
    expect(told.map(({ state }) => state)).toEqual(['queued', 'running', 'running', 'done']);
  });

  it('a worker that vanished leaves its run to the next, and a late end of a cancelled run changes nothing', async () => {
    const { runId } = await runs.order(owner, order);
    expect((await runs.claim(1_000, 2_000))?.runId).toBe(runId);
    expect(await runs.claim(1_500, 9_000)).toBeNull();
    expect((await runs.claim(2_001, 9_000))?.runId).toBe(runId);
    await runs.cancel(owner, runId, 3_000);
    expect(await runs.advance(runId, { done: 2, total: 2, stage: 'search' }, 9_999)).toBe(false);
    await runs.end(runId, { state: 'done', result }, 4_000);
    expect(await runs.find(owner, runId)).toMatchObject({ state: 'cancelled', finishedAtMs: 3_000 });
    await expect(runs.cancel(owner, runId, 5_000)).rejects.toMatchObject({ code: 'conflict' });
    await expect(runs.result(owner, runId)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('a released run waits again, keeps its steps and does not count as an attempt', async () => {
    const { runId } = await runs.order(owner, order);
    for (let stop = 0; stop < 5; stop++) {
      expect((await runs.claim(10, 20))?.runId).toBe(runId);
      await runs.appendStep(runId, stop, { stop });
      await runs.release(runId);
    }
    expect(await runs.find(owner, runId)).toMatchObject({ state: 'queued' });
    expect(await runs.steps(runId)).toHaveLength(5);
  });

  it('a run that keeps ending its workers is failed, with the reason', async () => {
    const { runId } = await runs.order(owner, order);
    for (let attempt = 0; attempt < 3; attempt++) expect((await runs.claim(10, 5))?.runId).toBe(runId);
    expect(await runs.claim(10, 5)).toBeNull();
    expect(await runs.find(owner, runId)).toMatchObject({ state: 'failed', problem: { code: 'worker-lost' } });
  });

  it("nobody sees another person's runs", async () => {
    const { runId } = await runs.order(owner, order);
    const stranger = newId();
    await expect(runs.find(stranger, runId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(runs.result(stranger, runId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(runs.cancel(stranger, runId, 1)).rejects.toMatchObject({ code: 'not-found' });
    expect(await runs.page({ userId: stranger, limit: 10 })).toEqual([]);
  });

  it('pages newest first, and filters by kind, strategy and verdict', async () => {
    const made: string[] = [];
    for (let n = 0; n < 3; n++) made.push((await runs.order(owner, { ...order, seed: `s${n}` })).runId);
    await runs.order(owner, { ...order, kind: 'optimise', strategy: 'grid' });
    const page = await runs.page({ userId: owner, limit: 2, kind: 'backtest' });
    expect(page.map(({ runId }) => runId)).toEqual([made[2], made[1]]);
    const rest = await runs.page({ userId: owner, limit: 9, before: made[1]!, strategy: 'sma-cross' });
    expect(rest.map(({ runId }) => runId)).toEqual([made[0]]);
    expect(await runs.page({ userId: owner, limit: 9, passing: true })).toEqual([]);
  });

  it('a trial counts once per data, family and parameters', async () => {
    const { runId } = await runs.order(owner, order);
    const trials = trialRepository(db);
    const key = { dataDigest: 'd', family: 'sma-cross' };
    const some = Array.from({ length: 2_500 }, (_unused, k) => ({
      parametersDigest: `p${k}`,
      sharpePerDay: k % 7 === 0 ? null : k / 1e4,
      days: 90,
    }));
    await trials.record(key, runId, some);
    await trials.record(key, runId, [{ parametersDigest: 'p0', sharpePerDay: -1, days: 1 }]);
    await trials.record({ ...key, family: 'grid' }, runId, [{ parametersDigest: 'p0', sharpePerDay: 0.1, days: 9 }]);
    const known = await trials.before(key);
    expect(known).toHaveLength(2_501);
    expect(known.find(({ parametersDigest }) => parametersDigest === 'p0')).toEqual(some[0]);
    expect(known.find(({ parametersDigest }) => parametersDigest === 'grid:p0')?.days).toBe(9);
    expect(await trials.before({ dataDigest: 'other', family: 'grid' })).toEqual([]);
  });
});
