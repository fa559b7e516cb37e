import { describe, expect, it } from '@jest/globals';
import { buy, exit, flat, play, spot } from '../testing/scripted.ts';
import { dailyReturns, geometricMean, periodsPerYear } from './daily-returns.ts';
import { drawdownFigures } from './drawdown-figures.ts';

const HOUR_MS = 3_600_000;
const hours = (count: number): Float64Array => Float64Array.from({ length: count }, (_unused, at) => at * HOUR_MS);

describe('statistics of a run', () => {
  it('are NaN, not invented, where there is nothing to measure', () => {
    const { statistics } = play(spot([flat(100), flat(100), flat(100)]), {});
    const { winRate, bestTrade, averageTrade, profitFactor, sqn, kelly, calmar, drawdownAverage } = statistics;
    expect([winRate, bestTrade, averageTrade, profitFactor, sqn, kelly, calmar, drawdownAverage]).toEqual(
      Array(8).fill(NaN),
    );
    expect([statistics.trades, statistics.totalReturn, statistics.drawdownMax, statistics.exposureTime]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('of one trade are those of that trade, after fees', () => {
    const rows = [flat(100), flat(100), flat(120), flat(120)];
    const { statistics, trades } = play(spot(rows), { 0: [buy(5)], 1: [exit] }, { takerFeeBps: 100 });
    expect(trades[0]!.pnl).toBeCloseTo(100 - 5 - 6, 9);
    expect(statistics.expectancy).toBeCloseTo(89 / 500, 12);
    expect(statistics.totalReturn).toBeCloseTo(0.089, 12);
    expect(statistics.exposureTime).toBe(0.5);
    expect([statistics.winRate, statistics.buyAndHoldReturn]).toEqual([1, expect.closeTo(0.2, 12)]);
  });

  it('count a position that is still held as exposure', () => {
    const { statistics } = play(spot([flat(100), flat(100), flat(100), flat(100)]), { 0: [buy(1)] });
    expect(statistics.exposureTime).toBe(0.75);
  });
});

describe('days', () => {
  it('end with their last bar', () => {
    const values = Float64Array.from({ length: 72 }, (_unused, at) => (at < 24 ? 100 : at < 48 ? 110 : 99));
    expect(Array.from(dailyReturns(hours(72), values))).toEqual([expect.closeTo(0.1, 12), expect.closeTo(-0.1, 12)]);
  });
  it('are 365 a year where the market trades at weekends, else 252', () => {
    const week = Float64Array.from({ length: 28 }, (_unused, at) => at * 24 * HOUR_MS);
    // 1970-01-01 was a Thursday: days 2 and 3 of each week from there are Saturday and Sunday
    expect([periodsPerYear(week), periodsPerYear(week.filter((_atMs, at) => at % 7 !== 2 && at % 7 !== 3))]).toEqual([
      365, 252,
    ]);
  });
  it('compound to nothing after a total loss', () => {
    expect(geometricMean(Float64Array.of(0.5, -1, 0.5))).toBe(-1);
    expect(geometricMean(Float64Array.of(0.1, 0.1))).toBeCloseTo(0.1, 12);
  });
});

describe('drawdowns', () => {
  it('run from a peak to its recovery, the last one to the end', () => {
    const figures = drawdownFigures(hours(8), Float64Array.of(100, 90, 95, 100, 120, 60, 90, 110));
    expect(figures).toEqual({
      drawdownMax: -0.5,
      drawdownAverage: expect.closeTo(-0.3, 12),
      drawdownMaxMs: 3 * HOUR_MS,
      drawdownAverageMs: 3 * HOUR_MS,
    });
  });
});
