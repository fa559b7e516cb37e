import { describe, expect, it } from '@jest/globals';
import { smaCross } from '@orbiquant/strategy';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import { openSearch } from '../search/open-search.ts';
import { searchSpace } from '../search/search-space.ts';
import { randomBars } from '../testing/random-bars.ts';
import { evaluate } from '../trial/evaluate.ts';
import type { Problem } from '../trial/problem.ts';
import type { JobDeps } from './job-deps.ts';
import { runSearch } from './run-search.ts';

const filters = { tickSize: 0.01, stepSize: 0.00001, quantityMin: 0, notionalMin: 0 };
const problem: Problem = {
  strategy: 'sma-cross',
  instruments: [{ symbol: 'BTC/USDT', interval: '1h', bars: randomBars('jobs', 400, 0.004), market: 'spot', filters }],
  assumptions: DEFAULT_ASSUMPTIONS,
  seed: 'jobs',
  codeVersion: 'test',
  objectives: ['sharpe'],
  tradesMin: 1,
};
const ranges = { fast: { from: 2, to: 20, step: 1 }, slow: { from: 21, to: 40, step: 1 } };
const search = () =>
  openSearch(
    searchSpace(smaCross, ranges, {}),
    { method: 'genetic', ranges, objectives: ['sharpe'], trialsMax: 200, tradesMin: 1 },
    'jobs',
  );

/** Deps over an array as log; `dieAt` batches the evaluation breaks down. */
function depsOver(log: unknown[], dieAt = Infinity): JobDeps {
  let batches = 0;
  return {
    evaluateBatch: async (given, sets) => {
      if (++batches > dieAt) throw new Error('killed');
      return sets.map((parameters) => evaluate(given, parameters));
    },
    progress: () => undefined,
    checkpoint: {
      load: async () => JSON.parse(JSON.stringify(log)) as unknown[],
      append: async (step) => void log.push(step),
    },
    signal: new AbortController().signal,
  };
}

describe('a search as a job', () => {
  it('killed after any number of batches, it resumes and ends with the result it would have had, to the last digit', async () => {
    const whole = await runSearch(problem, search(), depsOver([]));
    expect(whole).toHaveLength(200);
    for (let dieAt = 0; dieAt < 8; dieAt++) {
      const log: unknown[] = [];
      await expect(runSearch(problem, search(), depsOver(log, dieAt))).rejects.toThrow('killed');
      expect(await runSearch(problem, search(), depsOver(log))).toEqual(whole);
    }
  });

  it('stops between two batches when it is told to', async () => {
    const stop = new AbortController();
    const deps = { ...depsOver([]), signal: stop.signal, progress: () => stop.abort() };
    await expect(runSearch(problem, search(), deps)).rejects.toMatchObject({ code: 'conflict' });
  });
});
