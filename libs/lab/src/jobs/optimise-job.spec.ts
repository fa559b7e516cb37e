import { describe, expect, it } from '@jest/globals';
import { LabResult } from '@orbiquant/contracts';
import { instrumentOver, orderOver, trendingBars } from './testing/lab-order.ts';
import { jobDeps, type Deps } from './testing/job-deps.ts';
import type { JobOutcome } from './job.ts';
import { runJob } from './run-job.ts';

const bars = trendingBars('many', 1_200);
const data = { instruments: [instrumentOver(bars)], codeVersion: 'spec', trialsBefore: [] };
const ranges = { fast: { from: 4, to: 32, step: 4 }, slow: { from: 20, to: 90, step: 10 } };
const search = { ranges, tradesMin: 5 };
/** The search of most tests, made once. */
let first: Promise<JobOutcome> | undefined;
const optimised = (): Promise<JobOutcome> => (first ??= optimise());
const optimise = (changes: Record<string, unknown> = {}, deps: Deps = {}) =>
  runJob(orderOver(bars, { kind: 'optimise', search: { ...search, ...changes } }), data, jobDeps(deps));

describe('an optimisation as a job', () => {
  it('shows the best combination, the others after it, the map and the plateau', async () => {
    const { result, trials } = await optimised();
    expect(LabResult.safeParse(result).error).toBeUndefined();
    expect(trials).toHaveLength(64);
    expect(result.trials).toHaveLength(64);
    expect(result.parameters).toEqual(result.trials[0]!.parameters);
    const feasible = result.trials.filter((trial) => trial.feasible).map(({ figures }) => figures['sharpe']!);
    expect(feasible).toEqual(feasible.toSorted((a, b) => b - a));
    expect(result.figures['sharpe']).toBe(feasible[0]);
    expect(result.heatMap).toMatchObject({ x: 'fast', y: 'slow' });
    expect(result.heatMap!.values.flat().filter((value) => value !== null && value === feasible[0])).toHaveLength(1);
    expect(result.figures).toMatchObject({ combinations: 64, plateau: expect.any(Number) });
  });

  it('combinations that contradict themselves count as trials, with their reason', async () => {
    const { result } = await optimised();
    const refused = result.trials.filter(({ problem }) => problem !== null);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ feasible, parameters }) => !feasible && parameters['fast']! >= parameters['slow']!)).toBe(
      true,
    );
    expect(result.verdict!.trials).toBe(64);
  });

  it('the verdict weighs the number of combinations: the same winner alone stands on firmer ground', async () => {
    const { result } = await optimised();
    const alone = await runJob(orderOver(bars, { parameters: result.parameters }), data, jobDeps());
    const confidence = ({ verdict }: LabResult): number =>
      verdict!.reasons.find(({ code }) => code === 'deflated-sharpe')!.params['confidence'] as number;
    expect(alone.result.figures['sharpe']).toBe(result.figures['sharpe']);
    expect(confidence(alone.result)).toBeGreaterThan(confidence(result));
  });

  it('says why when no combination is feasible', async () => {
    await expect(optimise({ tradesMin: 9_000 })).rejects.toThrow(
      /None of 64 combinations is feasible; \d+ of them: too few trades/,
    );
  });

  it('killed anywhere it goes on and ends the same; whoever answers first, too', async () => {
    const genetic = { method: 'genetic', trialsMax: 30 };
    const whole = await optimise(genetic);
    for (const dieAt of [0, 1, 5]) {
      const log: unknown[] = [];
      await expect(optimise(genetic, { log, dieAt })).rejects.toThrow('killed');
      expect(await optimise(genetic, { log })).toEqual(whole);
    }
    expect(await optimise(genetic, { isBackwards: true })).toEqual(whole);
  });
});
