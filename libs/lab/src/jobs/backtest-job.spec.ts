import { describe, expect, it } from '@jest/globals';
import { LabResult } from '@orbiquant/contracts';
import { instrumentOver, orderOver, trendingBars } from './testing/lab-order.ts';
import { jobDeps } from './testing/job-deps.ts';
import { runJob } from './run-job.ts';

const bars = trendingBars('one', 1_200);
const data = { instruments: [instrumentOver(bars)], codeVersion: 'spec', trialsBefore: [] };
const run = (changes: Record<string, unknown> = {}, more: Partial<typeof data> = {}) =>
  runJob(orderOver(bars, changes), { ...data, ...more }, jobDeps());

describe('a backtest as a job', () => {
  it('gives a result that the contract takes, with curve, benchmark, trades, months and card', async () => {
    const { result } = await run();
    expect(LabResult.safeParse(result).error).toBeUndefined();
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result.curve!.equity).toHaveLength(1_200);
    expect(result.benchmark).toHaveLength(1_200);
    expect(result.trades.length).toBe(result.figures['trades']);
    expect(result.parameters).toEqual({ fast: 12, slow: 48, share: 1 });
    expect(result.runCard['digest']).toMatch(/^[0-9a-f]{64}$/);
    const grown = result.months.reduce((all, month) => all * (1 + month.return), 1);
    expect(grown * 10_000).toBeCloseTo(result.figures['equityFinal']!, 6);
  });

  it('counts as one trial, however often it is run', async () => {
    const first = await run();
    expect(first.trials).toHaveLength(1);
    expect(first.result.verdict!.trials).toBe(1);
    const again = await runJob(orderOver(bars, {}), { ...data, trialsBefore: first.trials }, jobDeps());
    expect(again.result.verdict).toEqual(first.result.verdict);
  });

  it('is judged with all that was tried on its data before', async () => {
    const before = Array.from({ length: 500 }, (_unused, k) => ({
      parametersDigest: String(k),
      sharpePerDay: k % 2 === 0 ? 0.4 : -0.4,
      days: 50,
    }));
    const { result } = await runJob(orderOver(bars, {}), { ...data, trialsBefore: before }, jobDeps());
    expect(result.verdict).toMatchObject({ trials: 501, passes: false });
  });

  it('names what is wrong with parameters under their field', async () => {
    await expect(run({ parameters: { fast: 50, slow: 20 } })).rejects.toMatchObject({
      code: 'invalid-input',
      options: { errors: [{ path: 'params.fast', code: 'fast-not-below-slow' }] },
    });
  });
});
