import { describe, expect, it } from '@jest/globals';
import { smaCross } from '@orbiquant/strategy';
import fc from 'fast-check';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import { instrumentOver, trendingBars } from '../jobs/testing/lab-order.ts';
import { runStrategy } from '../jobs/run-strategy.ts';
import { evaluate } from './evaluate.ts';
import { firstAt } from './first-at.ts';
import { measuredRun } from './measured-run.ts';
import type { Problem } from './problem.ts';
import { silentBefore } from './silent-before.ts';

const bars = trendingBars('measured', 600);
const problem: Problem = {
  strategy: 'sma-cross',
  instruments: [instrumentOver(bars)],
  assumptions: { ...DEFAULT_ASSUMPTIONS, closeAtEnd: true },
  seed: 'spec',
  codeVersion: 'spec',
  objectives: ['sharpe'],
  tradesMin: 1,
};
const parameters = { fast: 5, slow: 20 };

describe('a run that reads before it trades', () => {
  it('has no trade before, is measured from there, and is otherwise the run of its own time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 500 }), (from) => {
        const tradeFromMs = bars.openTimeMs[from]!;
        const late = { ...problem, tradeFromMs };
        const run = runStrategy(late, parameters);
        const measured = measuredRun(run, late);
        expect(run.trades.every(({ entryAtMs }) => entryAtMs > tradeFromMs)).toBe(true);
        expect(measured.timeMs[0]).toBe(tradeFromMs);
        expect(measured.equity[0]).toBe(10_000);
        expect(measured.statistics.totalReturn).toBeCloseTo(run.statistics.totalReturn, 12);
        expect(measured.statistics.buyAndHoldReturn).toBeCloseTo(bars.close.at(-1)! / bars.close[from]! - 1, 12);
        const trial = evaluate(late, parameters);
        expect(trial.statistics).toEqual(measured.statistics);
        expect(trial.days).toBe(Math.floor(599 / 24) - Math.floor(from / 24));
      }),
      { numRuns: 10 },
    );
  });

  it('without a beginning of its own it is the run itself', () => {
    const run = runStrategy(problem, parameters);
    expect(measuredRun(run, problem)).toBe(run);
  });

  it('is not asked before, so that what a strategy remembers begins there too', () => {
    const asked: number[] = [];
    const watched = { ...smaCross, prepare: () => ({ decide: (at: number) => (asked.push(at), null) }) };
    const market = { symbol: 'A', interval: '1h', base: bars, coarser: new Map(), closedIndexAt: () => -1 } as const;
    const prepared = silentBefore(watched, bars.openTimeMs[3]!).prepare(market, {});
    for (let at = 0; at < 5; at++) prepared.decide(at, {} as never);
    expect(asked).toEqual([3, 4]);
  });
});

describe('the first place at or after an instant', () => {
  it('is what counting says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: -1, max: 51 }), (values, wanted) => {
        const sorted = Float64Array.from(values).sort();
        expect(firstAt(sorted, wanted)).toBe(sorted.filter((value) => value < wanted).length);
      }),
    );
  });
});
