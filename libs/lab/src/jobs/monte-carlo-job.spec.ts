import { describe, expect, it } from '@jest/globals';
import type { LabFan } from '@orbiquant/contracts';
import { instrumentOver, orderOver, trendingBars } from './testing/lab-order.ts';
import { jobDeps, type Deps } from './testing/job-deps.ts';
import type { JobOutcome } from './job.ts';
import { runJob } from './run-job.ts';

const bars = trendingBars('luck', 1_200);
const data = { instruments: [instrumentOver(bars)], codeVersion: 'spec', trialsBefore: [] };
const draw = (changes: Record<string, unknown> = {}, deps: Deps = {}) =>
  runJob(orderOver(bars, { kind: 'monte-carlo', paths: 24, ...changes }), data, jobDeps(deps));
/** The draw of most tests, made once. */
let first: Promise<JobOutcome> | undefined;
const drawn = (): Promise<JobOutcome> => (first ??= draw());
const fanBy = (fans: readonly LabFan[], method: string): LabFan => fans.find((fan) => fan.method === method)!;

describe('a Monte Carlo', () => {
  it('draws three fans, each with what it does not show', async () => {
    const { result } = await drawn();
    expect(result.fans.map(({ method, caveat }) => [method, caveat])).toEqual([
      ['trade-shuffle', 'same-trades'],
      ['bootstrap', 'same-days'],
      ['candles', 'same-candles'],
    ]);
    for (const fan of result.fans) {
      expect(fan.quantiles).toEqual([0.05, 0.25, 0.5, 0.75, 0.95]);
      expect(new Set(fan.series.map(({ length }) => length)).size).toBe(1);
      expect(fan.series.every((series) => series[0] === 10_000)).toBe(true);
      for (let at = 0; at < fan.series[0]!.length; at++) {
        const column = fan.series.map((series) => series[at]!);
        expect(column).toEqual(column.toSorted((a, b) => a - b));
      }
      expect(fan.figures).toMatchObject({ paths: 24, finalP50: expect.any(Number), fallP95: expect.any(Number) });
    }
  });

  it('trades in another order end where they ended, and fall differently', async () => {
    const { figures } = fanBy((await drawn()).result.fans, 'trade-shuffle');
    expect(figures['finalP05']).toBeCloseTo(figures['observedFinal']!, 6);
    expect(figures['finalP95']).toBeCloseTo(figures['observedFinal']!, 6);
    expect(figures['fallP95']).toBeGreaterThan(figures['fallP05']!);
  });

  it('days drawn again bracket what was seen', async () => {
    const { result } = await draw({ paths: 100 });
    const { figures } = fanBy(result.fans, 'bootstrap');
    expect(figures['observedFinal']).toBeCloseTo(result.figures['equityFinal']!, 6);
    expect(figures['finalP05']).toBeLessThan(figures['observedFinal']!);
    expect(figures['finalP95']).toBeGreaterThan(figures['observedFinal']!);
  });

  it('an account that bets everything on coin tosses is often ruined, and the verdict says so', async () => {
    const wild = { ...instrumentOver(bars), leverageMax: 20, maintenanceMarginRate: 0.005 };
    const order = orderOver(bars, {
      kind: 'monte-carlo',
      strategy: 'momentum-scalping',
      parameters: { risk: 0.05, stopRanges: 0.5, targetRanges: 0.3, burstRanges: 0.2 },
      paths: 40,
    });
    const { result } = await runJob(order, { ...data, instruments: [wild] }, jobDeps());
    expect(result.fans[1]!.figures['ruin']).toBeGreaterThan(0.5);
    expect(result.verdict!.reasons.find(({ code }) => code === 'ruin')).toMatchObject({ passes: false });
    expect(result.verdict!.passes).toBe(false);
  });

  it('killed anywhere it goes on and ends the same, to the last digit', async () => {
    const whole = await drawn();
    for (const dieAt of [0, 3, 8, 17]) {
      const log: unknown[] = [];
      await expect(draw({}, { log, dieAt })).rejects.toThrow('killed');
      expect(await draw({}, { log })).toEqual(whole);
    }
  });

  it('does not pay again for paths that the log holds', async () => {
    const log: unknown[] = [];
    await expect(draw({}, { log, dieAt: 17 })).rejects.toThrow('killed');
    const deps = jobDeps({ log });
    await runJob(orderOver(bars, { kind: 'monte-carlo', paths: 24 }), data, deps);
    expect(deps.calls()).toBe(24 - 16);
  });

  it('comes out the same whoever answers first, and otherwise with another seed', async () => {
    const whole = await drawn();
    expect(await draw({}, { isBackwards: true })).toEqual(whole);
    const other = await draw({ seed: 'other' });
    for (const at of [1, 2])
      expect(other.result.fans[at]!.figures['finalP50']).not.toBe(whole.result.fans[at]!.figures['finalP50']);
  });

  it('a run without trades has nothing to draw from', async () => {
    const none = { strategy: 'sma-cross', parameters: { fast: 399, slow: 1_000 } };
    await expect(draw(none)).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('stops when it is told to', async () => {
    const stop = AbortSignal.abort();
    const run = runJob(orderOver(bars, { kind: 'monte-carlo' }), data, { ...jobDeps(), signal: stop });
    await expect(run).rejects.toMatchObject({ code: 'conflict' });
  });
});
