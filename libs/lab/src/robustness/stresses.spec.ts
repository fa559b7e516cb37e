import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { defaultParameters, smaCross, strategies } from '@orbiquant/strategy';
import fc from 'fast-check';
import { checkBars } from '../engine/check-bars.ts';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import { instrumentOver, trendingBars } from '../jobs/testing/lab-order.ts';
import type { Problem } from '../trial/problem.ts';
import { nearbySets, shakenSets } from './nearby-sets.ts';
import { noisyBars } from './noisy-bars.ts';
import { stressOutcome } from './stress-outcome.ts';
import { stressPlan, type Stress } from './stress-plan.ts';

const bars = trendingBars('stresses', 600);
const stress: Stress = { code: 'noise', params: { level: 0.1 }, tasks: [] };
const made = (totalReturn: number | null, sharpe: number | null) => ({ totalReturn, sharpe });

describe('parameters that are moved a little', () => {
  it('an example: 50 becomes 40, 45, 55 and 60', () => {
    const sets = nearbySets(smaCross, { fast: 10, slow: 50, share: 1 }, 'slow');
    expect(sets.map(({ slow }) => slow)).toEqual([40, 45, 55, 60]);
    expect(sets.every(({ fast, share }) => fast === 10 && share === 1)).toBe(true);
  });

  it('whole numbers move by one at least, nothing leaves its range, and what contradicts itself is left out', () => {
    expect(nearbySets(smaCross, { fast: 2, slow: 3, share: 1 }, 'fast').map(({ fast }) => fast)).toEqual([1]);
    expect(nearbySets(smaCross, { fast: 2, slow: 9, share: 1 }, 'share').map(({ share }) => share)).toEqual([0.8, 0.9]);
  });

  it.each(strategies.map((strategy) => [strategy.name, strategy] as const))('%s takes every set', (_name, strategy) => {
    const parameters = defaultParameters(strategy);
    const near = Object.keys(parameters).flatMap((name) => nearbySets(strategy, parameters, name));
    for (const set of [...near, ...shakenSets(strategy, parameters, { rng: seededRng('sets'), count: 20 })])
      for (const [name, { kind, min, max }] of Object.entries(strategy.parameters)) {
        expect(set[name]).toBeGreaterThanOrEqual(min);
        expect(set[name]).toBeLessThanOrEqual(max);
        if (kind === 'integer') expect(Number.isInteger(set[name])).toBe(true);
      }
  });
});

describe('bars with noise', () => {
  it('are sound, keep time and volume, and are off by the level that was asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, level) => {
        const noisy = noisyBars(bars, level, seededRng(seed));
        expect(() => checkBars('noisy', noisy)).not.toThrow();
        expect([noisy.openTimeMs, noisy.volume]).toEqual([bars.openTimeMs, bars.volume]);
      }),
      { numRuns: 20 },
    );
    const off = noisyBars(bars, 0.1, seededRng('level')).close.map(
      (value, at) => Math.log(value / bars.close[at]!) / Math.log(bars.high[at]! / bars.low[at]!),
    );
    const deviation = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0) / off.length);
    expect(Math.abs(deviation / 0.1 - 1)).toBeLessThan(4 / Math.sqrt(2 * off.length));
  });

  it('without noise are the bars themselves', () => {
    expect(noisyBars(bars, 0, seededRng('none'))).toEqual(bars);
  });
});

describe('what comes of a stress', () => {
  it('one run holds while it gains', () => {
    expect(stressOutcome(stress, [made(0.01, 0.1)], 2)).toMatchObject({
      passes: true,
      params: { level: 0.1, gaining: 1, kept: 0.05 },
    });
    expect(stressOutcome(stress, [made(0, 0.1)], 2).passes).toBe(false);
    expect(stressOutcome(stress, [made(null, null)], 2)).toMatchObject({ passes: false, params: { totalReturn: -1 } });
  });

  it('of several, three quarters gain and the middle one keeps half', () => {
    const runs = [made(0.1, 1), made(0.1, 1.2), made(0.1, 0.9), made(-0.1, -0.5)];
    expect(stressOutcome(stress, runs, 1.8)).toMatchObject({
      passes: true,
      params: { gaining: 0.75, sharpe: 0.9, worst: -0.1 },
    });
    expect(stressOutcome(stress, runs, 1.9).passes).toBe(false);
    expect(stressOutcome(stress, [...runs, made(-0.1, 3)], 0.1).passes).toBe(false);
  });

  it('a run that had no ratio to keep holds nothing', () => {
    expect(stressOutcome(stress, [made(0.1, 1), made(0.1, 1)], -1)).toMatchObject({ passes: false });
    expect(stressOutcome(stress, [made(0.1, 1), made(0.1, 1)], NaN).params).not.toHaveProperty('kept');
  });
});

describe('the plan of stresses', () => {
  const problem: Problem = {
    strategy: 'sma-cross',
    instruments: [instrumentOver(bars)],
    assumptions: { ...DEFAULT_ASSUMPTIONS, makerFeeBps: -1, takerFeeBps: 4, latencyBars: 1 },
    seed: 'spec',
    codeVersion: 'spec',
    objectives: ['sharpe'],
    tradesMin: 1,
  };
  const plan = stressPlan(problem, { fast: 10, slow: 30, share: 1 });
  const assumptionsOf = (code: string) =>
    plan.filter((one) => one.code === code).map(({ tasks }) => tasks[0]!().problem.assumptions);

  it('makes fees and slippage dearer, and no rebate larger', () => {
    expect(
      assumptionsOf('costs').map(({ makerFeeBps, takerFeeBps, slippage }) => [makerFeeBps, takerFeeBps, slippage]),
    ).toEqual([1, 2, 3].map((times) => [-1, 4 * times, { kind: 'bps', bps: times }]));
  });

  it('delays orders beyond the delay that was assumed', () => {
    expect(assumptionsOf('latency').map(({ latencyBars }) => latencyBars)).toEqual([2, 3, 6]);
  });

  it('reads before each stretch what the strategy needs, and trades inside it', () => {
    const [, second] = plan.filter(({ code, params }) => code === 'period' && params['of'] === 2);
    const task = second!.tasks[0]!();
    expect(task.problem.tradeFromMs).toBe(bars.openTimeMs[300]);
    expect(task.problem.instruments[0]!.bars.openTimeMs[0]).toBe(bars.openTimeMs[270]);
  });
});
