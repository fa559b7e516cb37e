import { describe, expect, it } from '@jest/globals';
import { runBacktest } from '../src/engine/run-backtest.ts';
import { bareLoop } from './bare-loop.ts';
import { bareRuleOf, benchEngine, requestFor } from './engine.bench.ts';

describe('the bench of the engine', () => {
  it('measures two roads to the same equity at every bar', () => {
    const request = requestFor(20_000);
    const bare = bareLoop(request.instruments[0]!.bars, bareRuleOf(request));
    const { equity, tradeCount } = runBacktest(request);
    expect(tradeCount).toBeGreaterThan(300);
    expect(equity.every((value, at) => Math.abs(value / bare[at]! - 1) < 1e-9)).toBe(true);
  });
  it('gives its figures, and holds fewer than 200 bytes a bar', () => {
    const figures = benchEngine({ bars: 20_000, rounds: 2 });
    expect(figures.barsPerSecond).toBeGreaterThan(0);
    expect(figures.ratioToBareLoop).toBeGreaterThan(0);
    expect(figures.bytesPerBar).toBeLessThan(200);
  });
});
