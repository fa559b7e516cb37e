import { describe, expect, it } from '@jest/globals';
import type { LabOrder } from '@orbiquant/contracts';
import fc from 'fast-check';
import { instrumentOver, orderOver, trendingBars } from './testing/lab-order.ts';
import { jobDeps, type Deps } from './testing/job-deps.ts';
import type { JobOutcome } from './job.ts';
import { runJob } from './run-job.ts';

const bars = trendingBars('walk', 1_600);
const search = { ranges: { fast: { from: 6, to: 18, step: 6 }, slow: { from: 24, to: 72, step: 24 } }, tradesMin: 1 };
const windows = { trainBars: 500, testBars: 250, embargoBars: 10 };
const order = (changes: Record<string, unknown> = {}): LabOrder =>
  orderOver(bars, { kind: 'walk-forward', search, windows, ...changes });
const data = { instruments: [instrumentOver(bars)], codeVersion: 'spec', trialsBefore: [] };
/** The walk of most tests, made once. */
let first: Promise<JobOutcome> | undefined;
const walked = (): Promise<JobOutcome> => (first ??= walk());
const walk = (changes: Record<string, unknown> = {}, deps: Deps = {}) => runJob(order(changes), data, jobDeps(deps));

describe('a walk-forward', () => {
  it('tests the newest bars to the last, each window after its training and the embargo', async () => {
    const { result } = await walked();
    expect(result.windows).toHaveLength(4);
    const hour = 3_600_000;
    for (const window of result.windows) {
      expect(window.trainToMs - window.trainFromMs).toBe(500 * hour);
      expect(window.testFromMs - window.trainToMs).toBe(10 * hour);
      expect(window.testToMs - window.testFromMs).toBe(250 * hour);
    }
    expect(result.curve!.timeMs[0]).toBe(result.windows[0]!.testFromMs);
    expect(result.curve!.timeMs.at(-1)).toBe(bars.openTimeMs.at(-1));
    expect(result.parameters).toMatchObject(result.windows[3]!.parameters);
  });

  it('trades nothing before a test begins and holds nothing after it ends', async () => {
    const { result } = await walked();
    expect(result.trades.length).toBeGreaterThan(8);
    for (const trade of result.trades) {
      const home = result.windows.find(
        ({ testFromMs, testToMs }) => trade.entryAtMs >= testFromMs && trade.entryAtMs < testToMs,
      );
      expect(home).toBeDefined();
      expect(trade.exitAtMs).toBeLessThan(home!.testToMs);
      expect(trade.entryAtMs).toBeGreaterThan(home!.testFromMs);
    }
  });

  it('compounds the tests: what all trades made is what the account has', async () => {
    const { result } = await walked();
    const made = result.trades.reduce((sum, { pnl }) => sum + pnl, 0);
    expect(result.figures['equityFinal']).toBeCloseTo(10_000 + made, 6);
    const grown = result.windows.reduce((all, { outOfSample }) => all * (1 + outOfSample['totalReturn']!), 1);
    expect(result.figures['equityFinal']! / 10_000).toBeCloseTo(grown, 9);
    expect(result.curve!.equity[0]).toBe(10_000);
  });

  it('anchored windows begin at the same bar and train on ever more', async () => {
    const { result } = await walk({ windows: { ...windows, mode: 'anchored' } });
    expect(new Set(result.windows.map(({ trainFromMs }) => trainFromMs)).size).toBe(1);
    const lengths = result.windows.map(({ trainFromMs, trainToMs }) => trainToMs - trainFromMs);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(new Set(lengths).size).toBe(4);
  });

  it('names efficiency and stability, and counts itself and what its windows tried', async () => {
    const { result, trials } = await walked();
    const { efficiency, annualInSample, annualOutOfSample, stability } = result.figures;
    expect(efficiency).toBeCloseTo(annualOutOfSample! / annualInSample!, 9);
    expect(stability).toBeGreaterThanOrEqual(0);
    expect(stability).toBeLessThanOrEqual(1);
    expect(trials).toHaveLength(1 + 9);
    expect(result.verdict).toMatchObject({ trials: 1 });
    expect(result.verdict!.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['efficiency', 'windows-gain']),
    );
  });

  it('ordered again with all that it tried in the ledger, it gets the same verdict', async () => {
    const first = await walked();
    const again = await runJob(order(), { ...data, trialsBefore: first.trials }, jobDeps());
    expect(again.result.verdict).toEqual(first.result.verdict);
  });

  it('sits out where no combination is feasible, and says so when none ever is', async () => {
    const { result } = await walk({ search: { ...search, tradesMin: 16 } });
    const out = result.windows.filter(({ parameters }) => Object.keys(parameters).length === 0);
    expect(out.length).toBeGreaterThan(0);
    expect(out.length).toBeLessThan(4);
    expect(out.every(({ outOfSample }) => Object.keys(outOfSample).length === 0)).toBe(true);
    await expect(walk({ search: { ...search, tradesMin: 5_000 } })).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('says how many bars it needs when there are too few', async () => {
    const order = { windows: { trainBars: 1_000, testBars: 580, embargoBars: 10 } };
    await expect(walk(order)).rejects.toThrow(
      'One window takes 1662 bars (72 warm-up, 1000 train, 10 embargo, 580 test); there are 1600',
    );
  });

  it('killed anywhere it goes on inside its window and ends the same, to the last digit', async () => {
    const whole = await walk({ search: { ...search, method: 'genetic', trialsMax: 8 } });
    for (let dieAt = 0; dieAt < 8; dieAt++) {
      const log: unknown[] = [];
      const changes = { search: { ...search, method: 'genetic', trialsMax: 8 } };
      await expect(walk(changes, { log, dieAt })).rejects.toThrow('killed');
      expect(await walk(changes, { log })).toEqual(whole);
    }
  });

  it('comes out the same whoever answers first', async () => {
    expect(await walk({}, { isBackwards: true })).toEqual(await walked());
  });

  it('no test knows what comes after it: another future changes no earlier window', async () => {
    const before = (await walked()).result.windows;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), async (known) => {
        const from = bars.openTimeMs.findIndex((atMs) => atMs >= before[known]!.testFromMs);
        const changed = {
          ...bars,
          close: bars.close.slice(),
          high: bars.high.slice(),
          low: bars.low.slice(),
          open: bars.open.slice(),
        };
        for (const name of ['open', 'high', 'low', 'close'] as const)
          for (let at = from; at < changed[name].length; at++)
            changed[name][at]! *= 1 + 0.3 * ((at - from) / changed[name].length);
        const other = await runJob(order(), { ...data, instruments: [instrumentOver(changed)] }, jobDeps());
        expect(other.result.windows.slice(0, known)).toEqual(before.slice(0, known));
      }),
      { numRuns: 3 },
    );
  });
});
