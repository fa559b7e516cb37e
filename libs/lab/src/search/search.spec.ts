import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LabSearch } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { smaCross } from '@orbiquant/strategy';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import { randomBars } from '../testing/random-bars.ts';
import { evaluate } from '../trial/evaluate.ts';
import type { Problem } from '../trial/problem.ts';
import type { Trial } from '../trial/trial.ts';
import { bestTrial } from './best-trial.ts';
import { heatMapOf } from './heat-map.ts';
import { openSearch, type OpaqueSearch } from './open-search.ts';
import { crowdingOf, dominates, frontsOf } from './pareto.ts';
import { plateauScore } from './plateau-score.ts';
import { combinationAt, searchSpace, sizeOf } from './search-space.ts';

const RANGES = { fast: { from: 2, to: 20, step: 2 }, slow: { from: 20, to: 60, step: 5 } };
const problem: Problem = {
  strategy: 'sma-cross',
  instruments: [
    {
      symbol: 'BTC/USDT',
      interval: '1h',
      bars: randomBars('search', 600, 0.004),
      market: 'spot',
      filters: { tickSize: 0.01, stepSize: 0.00001, quantityMin: 0, notionalMin: 0 },
    },
  ],
  assumptions: DEFAULT_ASSUMPTIONS,
  seed: 'search',
  codeVersion: 'test',
  objectives: ['sharpe', 'drawdown'],
  tradesMin: 1,
};
const asked = (method: LabSearch['method'], trialsMax = 90): LabSearch => ({
  method,
  ranges: RANGES,
  objectives: ['sharpe', 'drawdown'],
  trialsMax,
  tradesMin: 1,
});
const space = searchSpace(smaCross, RANGES, {});

/** Runs to the end, the state going through JSON after every batch as it does through a checkpoint. */
function runAll(search: OpaqueSearch, cuts = true): Trial[] {
  const trials: Trial[] = [];
  let state = search.start();
  for (let batch = search.nextBatch(state); batch.length > 0; batch = search.nextBatch(state)) {
    const found = batch.map((parameters) => evaluate(problem, parameters));
    trials.push(...found);
    state = search.absorb(state, found);
    if (cuts) state = JSON.parse(JSON.stringify(state));
  }
  return trials;
}

describe('a search', () => {
  it.each(['grid', 'random', 'genetic'] as const)(
    '%s: cut off after any batch and taken up from its state, it tries what it would have tried',
    (method) => {
      const whole = runAll(openSearch(space, asked(method), 's'), false);
      const cut = runAll(openSearch(space, asked(method), 's'), true);
      expect(cut.map(({ parameters }) => parameters)).toEqual(whole.map(({ parameters }) => parameters));
      expect(new Set(whole.map(({ parametersDigest }) => parametersDigest)).size).toBe(whole.length);
      expect(whole).toHaveLength(90);
    },
  );

  it('a grid is every combination once, and one that is too large is refused with its count', () => {
    expect(sizeOf(space)).toBe(90);
    expect(combinationAt(space, 0)).toEqual({ fast: 2, slow: 20 });
    expect(combinationAt(space, 89)).toEqual({ fast: 20, slow: 60 });
    expect(() => openSearch(space, asked('grid', 89), 's')).toThrow(/90 combinations/);
  });

  it('genetic finds at least what as many random draws find, on average over seeds', () => {
    const score = (method: 'random' | 'genetic', seed: string): number =>
      bestTrial(runAll(openSearch(space, asked(method, 40), seed), false))?.objectives[0] ?? -Infinity;
    const gain = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((seed) => score('genetic', seed) - score('random', seed));
    expect(gain.reduce((sum, value) => sum + value, 0)).toBeGreaterThanOrEqual(0);
  });

  it('ranges are checked by name, all faults together', () => {
    const bad = {
      fast: { from: 0, to: 5, step: 1 },
      slow: { from: 9, to: 5, step: 1 },
      nope: { from: 1, to: 2, step: 1 },
    };
    try {
      searchSpace(smaCross, bad, {});
      throw new Error('was taken');
    } catch (error) {
      const paths = error instanceof AppError ? error.options.errors?.map(({ path }) => path) : [];
      expect(paths).toEqual(['search.ranges.fast', 'search.ranges.slow', 'search.ranges.nope']);
    }
    expect(() => searchSpace(smaCross, {}, {})).toThrow(/name a parameter/);
    expect(searchSpace(smaCross, { fast: { from: 2, to: 3, step: 1 } }, {}).axes[0]!.values).toEqual([2, 3]);
  });

  it('a combination that the strategy refuses is a failed trial, and the others go on', () => {
    const refused = evaluate(problem, { fast: 30, slow: 20 });
    expect(refused).toMatchObject({ feasible: false, failure: { code: 'invalid-input' } });
    expect(evaluate(problem, { fast: 5, slow: 20 })).toMatchObject({ failure: null });
  });
});

const ranked = fc.record({
  objectives: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 2 }),
  feasible: fc.boolean(),
});

describe('fronts', () => {
  it('nobody in a front is beaten by its own or a later front; each later member is beaten by an earlier one', () => {
    fc.assert(
      fc.property(fc.array(ranked, { minLength: 1, maxLength: 30 }), (all) => {
        const fronts = frontsOf(all);
        expect(fronts.flat().toSorted((a, b) => a - b)).toEqual(all.map((_unused, at) => at));
        fronts.forEach((front, rank) => {
          const rest = fronts.slice(rank).flat();
          for (const at of front) expect(rest.some((other) => dominates(all[other]!, all[at]!))).toBe(false);
          if (rank > 0)
            for (const at of front)
              expect(fronts[rank - 1]!.some((other) => dominates(all[other]!, all[at]!))).toBe(true);
        });
      }),
    );
  });

  it('the ends of a front stand alone, and the middle by its gaps', () => {
    const front = [0, 1, 3, 4].map((x) => ({ objectives: [x, 4 - x], feasible: true }));
    expect(crowdingOf(front)).toEqual([Infinity, 1.5, 1.5, Infinity]);
  });
});

describe('what a search shows', () => {
  const trials = runAll(openSearch(space, asked('grid'), 's'), false);
  it('the heat map holds the best of each pair and null where nothing feasible was tried', () => {
    const map = heatMapOf(trials, 'fast', 'slow');
    expect([map.xs.length, map.ys.length]).toEqual([10, 9]);
    const best = bestTrial(trials)!;
    const at = map.values[map.ys.indexOf(best.parameters['slow']!)]![map.xs.indexOf(best.parameters['fast']!)];
    expect(at).toBe(best.objectives[0]);
    // fast 20, slow 20 does not go together
    expect(map.values[0]![9]).toBeNull();
  });

  it('a plateau scores near one, a lone peak near zero, and a loser nothing', () => {
    const make = (value: (fast: number, slow: number) => number): Trial[] =>
      Array.from({ length: 90 }, (_unused, k) => {
        const parameters = combinationAt(space, k);
        const main = value(parameters['fast']!, parameters['slow']!);
        return { ...trials[0]!, parameters, objectives: [main], feasible: true, parametersDigest: String(k) };
      });
    const flat = make((fast, slow) => 2 - Math.abs(fast - 10) / 100 - Math.abs(slow - 40) / 1000);
    expect(plateauScore(flat, bestTrial(flat)!, space)).toBeGreaterThan(0.9);
    const peak = make((fast, slow) => (fast === 10 && slow === 40 ? 3 : -1));
    expect(plateauScore(peak, bestTrial(peak)!, space)).toBe(0);
    const lost = make(() => -1);
    expect(plateauScore(lost, bestTrial(lost)!, space)).toBeNaN();
  });
});
