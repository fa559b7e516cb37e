/** @jest-environment ./libs/signal-onnx/testing/one-realm-environment.mjs */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cancelLabRun,
  checkRuleLeaks,
  forkRules,
  forkSharedRules,
  getRuleDiff,
  getRuleSets,
  getRuleShares,
  getRuleVersions,
  getSharedRules,
  revokeRuleShare,
  saveRules,
  shareRules,
  createLabRun,
  getLabResult,
  getLabRun,
  getLabRuns,
  getStrategies,
  LAB_REPORT_PATH,
  LabOrder,
  type LabRun,
} from '@orbiquant/contracts';
import { newId, type AppError } from '@orbiquant/kernel';
import { exampleRules } from '@orbiquant/strategy';
import { createClient, serviceSigner, type Call, type PersonCaller } from '@orbiquant/platform-http';
import { freshDatabase, testIdentities, until, type FreshDatabase } from '@orbiquant/testing';
import { startMlEngine, type MlEngine } from '../start-ml-engine.ts';
import { closeOf, fakeMarket, walk } from '../testing/fake-market.ts';

const ids = testIdentities(['ml-engine', 'backend']);
const BARS = 6_000;
const HALF = { kind: 'equity-fraction', value: 0.5 };
const person: PersonCaller = { userId: newId(), roles: [] };
let database: FreshDatabase;
let feed: Awaited<ReturnType<typeof fakeMarket>>;
let engine: MlEngine;
let call: Call;

const start = async (labWorkers: number): Promise<void> => {
  engine = await startMlEngine({
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    databaseUrl: database.urlFor('ml_engine'),
    identity: ids['ml-engine'],
    dataServiceUrl: feed.url,
    labWorkers,
  });
  call = createClient({ name: 'ml-engine', baseUrl: engine.url, sign: serviceSigner(ids.backend) });
};

beforeAll(async () => {
  database = await freshDatabase();
  feed = await fakeMarket(walk(BARS, 'lab'));
  await start(2);
}, 60_000);
afterAll(async () => {
  await engine?.stop();
  await feed?.stop();
});

const order = (changes: Partial<Parameters<typeof LabOrder.parse>[0] & object> = {}): LabOrder =>
  LabOrder.parse({
    kind: 'backtest',
    strategy: 'sma-cross',
    parameters: { fast: 10, slow: 30 },
    symbols: ['BTC/USDT'],
    interval: '1h',
    fromMs: 0,
    toMs: closeOf(BARS),
    ...changes,
  });
const search = {
  method: 'grid',
  ranges: { fast: { from: 4, to: 24, step: 2 }, slow: { from: 26, to: 66, step: 2 } },
  objectives: ['sharpe'],
  trialsMax: 1_000,
  tradesMin: 1,
};
const send = (body: LabOrder): Promise<LabRun> => call(createLabRun, { body }, { person, idempotencyKey: newId() });
const finished = (runId: string): Promise<LabRun> =>
  until(
    'the run ends',
    async () => {
      const run = await call(getLabRun, { params: { runId } }, { person });
      return run.finishedAtMs !== null && run;
    },
    60_000,
  );
const resultOf = (runId: string) => call(getLabResult, { params: { runId } }, { person });

describe('the lab as a service', () => {
  it('runs what is ordered and keeps the result; nobody else can see it', async () => {
    const { runId, state } = await send(order());
    expect(state).toBe('queued');
    expect(await finished(runId)).toMatchObject({ state: 'done', problem: null, verdict: { passes: false } });
    const result = await resultOf(runId);
    expect(result.trades.length).toBeGreaterThan(20);
    expect(result.curve?.equity.length).toBeGreaterThan(1_000);
    expect(result.months.length).toBeGreaterThan(6);
    const token = await serviceSigner(ids.backend)('ml-engine', person);
    const report = await fetch(`${engine.url}${LAB_REPORT_PATH.replace(':runId', runId)}?format=pdf&language=es`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([report.status, report.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await report.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
    const stranger = { person: { userId: newId(), roles: [] } };
    await expect(call(getLabRun, { params: { runId } }, stranger)).rejects.toMatchObject({ code: 'not-found' });
    expect(await call(getLabRuns, { query: {} }, stranger)).toEqual([]);
  }, 60_000);

  it('refuses what cannot be run before anything is stored, naming the fields', async () => {
    const before = await call(getLabRuns, { query: { limit: 200 } }, { person });
    const bad = order({ parameters: { fast: 10, slow: 5_000, nope: 1 } });
    await expect(send(bad)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(send(order({ kind: 'optimise' }))).rejects.toMatchObject({
      options: { errors: [{ path: 'search', code: 'missing' }] },
    });
    await expect(send(order({ strategy: 'sma-cros' }))).rejects.toThrow(/sma-cross/);
    expect(await call(getLabRuns, { query: { limit: 200 } }, { person })).toHaveLength(before.length);
  });

  it('fails a run whose data is not there, with the reason, and goes on with the next', async () => {
    const { runId } = await send(order({ symbols: ['XYZ/USDT'] }));
    expect(await finished(runId)).toMatchObject({ state: 'failed', problem: { code: 'not-found' } });
    const next = await send(order());
    expect(await finished(next.runId)).toMatchObject({ state: 'done' });
  }, 60_000);

  it('counts every combination that was tried on the data before', async () => {
    const { runId } = await send(order({ kind: 'optimise', search, parameters: {}, toMs: closeOf(3_000) }));
    const first = await finished(runId);
    expect(first.verdict?.trials).toBe(11 * 21);
    const later = await finished(
      (await send(order({ parameters: { fast: 5, slow: 27 }, toMs: closeOf(3_000) }))).runId,
    );
    expect(later.verdict?.trials).toBe(11 * 21 + 1);
  }, 60_000);

  it('a stopped service leaves its run to the next one, which ends with the result it would have had', async () => {
    const ranges = { fast: { from: 4, to: 60, step: 1 }, slow: { from: 62, to: 200, step: 1 } };
    const big = order({
      kind: 'optimise',
      search: { ...search, ranges, method: 'genetic', trialsMax: 1_200 },
      parameters: {},
      toMs: closeOf(5_000),
    });
    const whole = await send(big);
    expect(await finished(whole.runId)).toMatchObject({ state: 'done' });
    const { runId } = await send({ ...big, fromMs: 1 });
    await until(
      'it is under way',
      async () => {
        const run = await call(getLabRun, { params: { runId } }, { person });
        return run.progress.done > 0 && run.state === 'running';
      },
      30_000,
    );
    await engine.stop();
    await start(1);
    expect(await finished(runId)).toMatchObject({ state: 'done' });
    const [left, right] = [await resultOf(whole.runId), await resultOf(runId)];
    expect(right.trials).toEqual(left.trials);
    expect(right.figures).toEqual(left.figures);
  }, 120_000);

  it("runs a person's own rules like a shipped strategy, and refuses faulty ones by field", async () => {
    const rules = JSON.parse(JSON.stringify(exampleRules.find(({ name }) => name.includes('sma-cross')))) as Record<
      string,
      unknown
    >;
    // so little money that no order is larger than its share of a bar's volume
    const little = { parameters: {}, fromMs: 2, assumptions: { cash: 50 } };
    const shipped = await finished((await send(order(little))).runId);
    const own = await finished((await send(order({ ...little, strategy: 'rules', rules }))).runId);
    expect(own).toMatchObject({ state: 'done', figures: { trades: shipped.figures['trades'] } });
    expect(own.figures['totalReturn']).toBeCloseTo(shipped.figures['totalReturn'] ?? NaN, 9);
    await expect(send(order({ strategy: 'rules', rules: { ...rules, series: 7 } }))).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(send(order({ rules }))).rejects.toMatchObject({ options: { errors: [{ path: 'rules' }] } });
  }, 60_000);

  it('rules are saved as versions that never change, compared, forked, and seen by nobody else', async () => {
    const rules = JSON.parse(JSON.stringify(exampleRules[0])) as Record<string, unknown>;
    const key = () => ({ person, idempotencyKey: newId() });
    const first = await call(saveRules, { body: { rules } }, key());
    const { ruleSetId } = first;
    expect(first).toMatchObject({ version: 1, name: rules['name'] });
    expect(await call(saveRules, { body: { ruleSetId, rules } }, key())).toEqual(first);
    const changed = { ...rules, name: 'renamed' };
    const second = await call(saveRules, { body: { ruleSetId, rules: changed } }, key());
    expect(second).toMatchObject({ version: 2, name: 'renamed' });
    const params = { ruleSetId };
    expect((await call(getRuleVersions, { params }, { person })).map(({ version }) => version)).toEqual([2, 1]);
    const diff = await call(getRuleDiff, { params, query: { from: 1, to: 2 } }, { person });
    expect(diff).toEqual([{ path: 'name', kind: 'changed', before: rules['name'], after: 'renamed' }]);
    const fork = await call(forkRules, { params: { ...params, version: 1 } }, key());
    expect(fork).toMatchObject({ version: 1, digest: first.digest });
    expect(fork.ruleSetId).not.toBe(ruleSetId);
    expect((await call(getRuleSets, {}, { person })).map((one) => one.version)).toEqual([1, 2]);
    const stranger = { person: { userId: newId(), roles: [] } };
    await expect(call(getRuleVersions, { params }, stranger)).rejects.toMatchObject({ code: 'not-found' });
    await expect(call(saveRules, { body: { rules: { ...rules, schema: 9 } } }, key())).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('looks for knowledge of the future without saving, and calls rules that never speak not proven', async () => {
    const rules = JSON.parse(JSON.stringify(exampleRules[0])) as Record<string, unknown>;
    const before = await call(getRuleSets, {}, { person });
    const found = await call(checkRuleLeaks, { body: { rules } }, { person });
    expect([found.verdict, found.leaks]).toEqual(['clean', []]);
    expect(found.spokenBars).toBeGreaterThan(0);
    // a price that no made-up market reaches
    const never = { compare: 'above', left: { price: 'close' }, right: { value: 1e15 } };
    const silent = { schema: 1, name: 'silent', series: [], entries: { long: never }, sizing: HALF };
    const looked = await call(checkRuleLeaks, { body: { rules: silent } }, { person });
    expect([looked.verdict, looked.spokenBars]).toEqual(['not-proven', 0]);
    await expect(call(checkRuleLeaks, { body: { rules: { ...rules, series: 7 } } }, { person })).rejects.toMatchObject({
      options: { errors: [{ path: 'series', code: 'invalid-type' }] },
    });
    expect(await call(getRuleSets, {}, { person })).toEqual(before);
    const saved = await call(saveRules, { body: { rules: silent } }, { person, idempotencyKey: newId() });
    expect(saved.leakCheck).toBe('not-proven');
  });

  it('rules are read and forked by a link, until it is withdrawn; what never was looks the same', async () => {
    const rules = JSON.parse(JSON.stringify(exampleRules[1])) as Record<string, unknown>;
    const owner = { person: { userId: newId(), roles: [] as [] } };
    const reader = { person: { userId: newId(), roles: [] as [] } };
    const keyed = (who: typeof owner) => ({ ...who, idempotencyKey: newId() });
    const { ruleSetId, digest } = await call(saveRules, { body: { rules } }, keyed(owner));
    const params = { ruleSetId, version: 1 };
    const { token } = await call(shareRules, { params }, keyed(owner));
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await call(shareRules, { params }, keyed(owner))).token).toBe(token);
    const changed = { ...rules, description: 'Other words.' };
    await call(saveRules, { body: { ruleSetId, rules: changed } }, keyed(owner));

    const shown = await call(getSharedRules, { params: { token } }, reader);
    expect(shown).toMatchObject({ version: 1, digest, rules, isMine: false });
    expect(JSON.stringify(shown)).not.toContain(owner.person.userId);
    expect(JSON.stringify(shown)).not.toContain(ruleSetId);
    expect((await call(getSharedRules, { params: { token } }, owner)).isMine).toBe(true);
    const fork = await call(forkSharedRules, { params: { token } }, keyed(reader));
    expect([fork.version, fork.digest]).toEqual([1, digest]);
    expect((await call(getRuleSets, {}, reader)).map((one) => one.ruleSetId)).toEqual([fork.ruleSetId]);

    // the link opens what it shows and nothing else of its owner's
    const refused = { code: 'not-found' };
    await expect(call(getRuleVersions, { params: { ruleSetId } }, reader)).rejects.toMatchObject(refused);
    await expect(call(getRuleShares, { params: { ruleSetId } }, reader)).rejects.toMatchObject(refused);
    await expect(call(shareRules, { params }, keyed(reader))).rejects.toMatchObject(refused);
    await expect(call(revokeRuleShare, { params }, reader)).rejects.toMatchObject(refused);
    await expect(call(shareRules, { params: { ruleSetId, version: 9 } }, keyed(owner))).rejects.toMatchObject(refused);

    expect(await call(getRuleShares, { params: { ruleSetId } }, owner)).toHaveLength(1);
    expect(await call(revokeRuleShare, { params }, owner)).toEqual([]);
    const answers = await Promise.all(
      [token, 'A'.repeat(43), '../x', 'x'].map((tried) =>
        call(getSharedRules, { params: { token: tried } }, reader).catch((error: AppError) => [
          error.code,
          error.message,
        ]),
      ),
    );
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(String(answers[0])).toMatch(/^not-found/);
    expect(String(answers[0])).not.toContain(token);
    await expect(call(forkSharedRules, { params: { token } }, keyed(reader))).rejects.toMatchObject(refused);
    expect((await call(shareRules, { params }, keyed(owner))).token).not.toBe(token);
  });

  it('a cancelled run stops', async () => {
    const { runId } = await send(order({ kind: 'optimise', search: { ...search, method: 'random' }, parameters: {} }));
    await call(cancelLabRun, { params: { runId } }, { person });
    expect(await finished(runId)).toMatchObject({ state: 'cancelled' });
    await expect(resultOf(runId)).rejects.toMatchObject({ code: 'conflict' });
    expect(await finished((await send(order())).runId)).toMatchObject({ state: 'done' });
  }, 60_000);

  it('knows its strategies and their parameters', async () => {
    const known = await call(getStrategies, {}, { person });
    expect(known.map(({ name }) => name)).toEqual(expect.arrayContaining(['sma-cross', 'hma-sma', 'buy-and-hold']));
    expect(
      known.find(({ name }) => name === 'sma-cross')?.parameters.find(({ name }) => name === 'fast'),
    ).toMatchObject({
      kind: 'integer',
      min: 1,
    });
  });
});
