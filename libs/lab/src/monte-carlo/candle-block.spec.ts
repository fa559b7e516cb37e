import { describe, expect, it } from '@jest/globals';
import { DEFAULT_ASSUMPTIONS } from '../engine/default-assumptions.ts';
import { instrumentOver, trendingBars } from '../jobs/testing/lab-order.ts';
import type { Problem } from '../trial/problem.ts';
import { candleBlockBars } from './candle-block.ts';
import { candlePathCount } from './candle-paths.ts';

const problem = (bars: number): Problem => ({
  strategy: 'sma-cross',
  instruments: [instrumentOver(trendingBars('block', bars))],
  assumptions: DEFAULT_ASSUMPTIONS,
  seed: 'spec',
  codeVersion: 'spec',
  objectives: ['sharpe'],
  tradesMin: 1,
});

describe('blocks of candles', () => {
  it('are as long as the strategy looks back, a day at least, a tenth of the history at most', () => {
    expect(candleBlockBars(problem(2_000), { fast: 10, slow: 120, share: 1 })).toBe(120);
    expect(candleBlockBars(problem(2_000), { fast: 10, slow: 700, share: 1 })).toBe(200);
    expect(candleBlockBars(problem(2_000), { fast: 2, slow: 5, share: 1 })).toBeGreaterThanOrEqual(24);
    expect(candleBlockBars(problem(9), { fast: 2, slow: 5, share: 1 })).toBe(1);
  });

  it('are drawn as often as asked for, less often where a history is long', () => {
    expect(candlePathCount(1_000, 10_000)).toBe(1_000);
    expect(candlePathCount(1_000, 400_000)).toBe(100);
    expect(candlePathCount(1_000, 2_000_000)).toBe(20);
    expect(candlePathCount(10, 2_000_000)).toBe(10);
  });
});
