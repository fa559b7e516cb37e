import { describe, expect, it } from '@jest/globals';
import { aggregate } from '@orbiquant/market';
import { barsOf } from './bars-of.ts';
import { foldBars } from './fold-bars.ts';
import { strategyMarket } from './strategy-market.ts';
import { firstBars, wavyBars } from './testing/wavy-bars.ts';

const QUARTER_MS = 900_000;
const bars = wavyBars('fold', 500, QUARTER_MS);

describe('folded bars', () => {
  it('are the aggregates of the candles, to the last digit of the volume', () => {
    const candles = Array.from(bars.close, (close, at) => ({
      openTimeMs: bars.openTimeMs[at]!,
      open: bars.open[at]!,
      high: bars.high[at]!,
      low: bars.low[at]!,
      close,
      volume: bars.volume[at]!,
    }));
    expect(foldBars(bars, '15m', '4h')).toEqual(barsOf(aggregate(candles, '15m', '4h')));
  });
  it('leave out a first candle whose beginning is missing', () => {
    const late = { ...bars, openTimeMs: bars.openTimeMs.map((atMs) => atMs + QUARTER_MS) };
    expect(foldBars(late, '15m', '1h').openTimeMs[0]).toBe(3_600_000);
  });
  it('refuse what does not divide', () => {
    expect(() => foldBars(bars, '4h', '1h')).toThrow('do not join');
  });
});

describe('a strategy market', () => {
  const market = strategyMarket({ symbol: 'X', interval: '15m', base: bars, intervals: ['15m', '1h'] });
  it('shows a coarser candle only once it has closed', () => {
    expect([0, 2, 3, 4, 6, 7].map((at) => market.closedIndexAt('1h', at))).toEqual([-1, -1, 0, 0, 0, 1]);
    expect(market.closedIndexAt('15m', 42)).toBe(42);
  });
  it('knows no more of a shorter history than that', () => {
    const short = strategyMarket({ symbol: 'X', interval: '15m', base: firstBars(bars, 6), intervals: ['1h'] });
    expect(short.closedIndexAt('1h', 5)).toBe(0);
  });
  it('refuses an interval that was not asked for', () => {
    expect(() => market.closedIndexAt('4h', 5)).toThrow('did not ask for 4h');
  });
});
