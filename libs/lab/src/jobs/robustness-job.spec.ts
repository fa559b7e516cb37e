import { describe, expect, it } from '@jest/globals';
import type { LabStress } from '@orbiquant/contracts';
import { seededRng } from '@orbiquant/kernel';
import { NOISE_PLAN } from '../synthetic/noise-plan.ts';
import { regimeMarket } from '../synthetic/regime-market.ts';
import { instrumentOver, orderOver, trendingBars } from './testing/lab-order.ts';
import { jobDeps, type Deps } from './testing/job-deps.ts';
import type { JobOutcome } from './job.ts';
import { runJob } from './run-job.ts';

const bars = trendingBars('stress', 1_000);
const data = { instruments: [instrumentOver(bars)], codeVersion: 'spec', trialsBefore: [] };
const order = (changes: Record<string, unknown> = {}) => orderOver(bars, { kind: 'robustness', ...changes });
const stress = (deps: Deps = {}) => runJob(order(), data, jobDeps(deps));
/** The test of most examples, made once. */
let first: Promise<JobOutcome> | undefined;
const stressed = (): Promise<JobOutcome> => (first ??= stress());
const by = (stresses: readonly LabStress[], code: string): LabStress[] => stresses.filter((one) => one.code === code);

describe('a robustness test', () => {
  it('moves parameters, prices, costs, delay and time, each with its figures', async () => {
    const { result, trials } = await stressed();
    const counts = Object.fromEntries(
      [...Map.groupBy(result.stresses, ({ code }) => code)].map(([code, all]) => [code, all.length]),
    );
    expect(counts).toEqual({ parameter: 3, parameters: 1, noise: 1, costs: 3, latency: 3, period: 5 });
    for (const { params } of result.stresses)
      expect(params).toMatchObject({ totalReturn: expect.any(Number), runs: expect.any(Number) });
    expect(trials).toHaveLength(1);
    expect(result.verdict!.reasons.at(-1)).toMatchObject({ code: 'stresses', passes: true, params: { of: 15 } });
  });

  it('costs once are the run itself, and dearer costs earn less', async () => {
    const { result } = await stressed();
    const earned = by(result.stresses, 'costs').map(({ params }) => params['totalReturn'] as number);
    expect(earned[0]).toBe(result.figures['totalReturn']);
    expect(earned).toEqual(earned.toSorted((a, b) => b - a));
    expect(new Set(earned).size).toBe(3);
  });

  it('halves and thirds cover the whole time without overlap', async () => {
    const { result } = await stressed();
    for (const count of [2, 3]) {
      const parts = by(result.stresses, 'period').filter(({ params }) => params['of'] === count);
      expect(parts[0]!.params['fromMs']).toBe(bars.openTimeMs[0]);
      expect(parts.at(-1)!.params['toMs']).toBe(bars.openTimeMs.at(-1));
      for (let at = 1; at < count; at++)
        expect((parts[at]!.params['fromMs'] as number) - (parts[at - 1]!.params['toMs'] as number)).toBe(3_600_000);
    }
  });

  it('tries each of several instruments alone, and one without an edge does not hold', async () => {
    const flat = regimeMarket({ ...NOISE_PLAN, bars: 1_000 }, seededRng('flat-2')).bars;
    const instruments = [instrumentOver(bars), instrumentOver(flat, 'ETHUSDT')];
    const { result } = await runJob(order({ symbols: ['BTCUSDT', 'ETHUSDT'] }), { ...data, instruments }, jobDeps());
    expect(by(result.stresses, 'instrument').map(({ params, passes }) => [params['symbol'], passes])).toEqual([
      ['BTCUSDT', true],
      ['ETHUSDT', false],
    ]);
  });

  it('a run that loses holds no stress that it is asked to gain in', async () => {
    const flat = regimeMarket({ ...NOISE_PLAN, bars: 1_000 }, seededRng('flat-2')).bars;
    const losing = { kind: 'robustness', parameters: { fast: 2, slow: 5 } };
    const { result } = await runJob(
      orderOver(flat, losing),
      { ...data, instruments: [instrumentOver(flat)] },
      jobDeps(),
    );
    expect(result.figures['totalReturn']).toBeLessThan(0);
    expect(by(result.stresses, 'costs').some(({ passes }) => passes)).toBe(false);
    expect(result.verdict).toMatchObject({ passes: false });
  });

  it('killed anywhere it goes on and ends the same; whoever answers first, too', async () => {
    const whole = await stressed();
    for (const dieAt of [0, 30]) {
      const log: unknown[] = [];
      await expect(stress({ log, dieAt })).rejects.toThrow('killed');
      expect(await stress({ log })).toEqual(whole);
    }
    expect(await stress({ isBackwards: true })).toEqual(whole);
  });
});
