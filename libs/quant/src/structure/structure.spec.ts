import { describe, expect, it } from '@jest/globals';
import { fibonacci } from '../levels/fibonacci.ts';
import { pivotPoints } from '../levels/pivot-points.ts';
import { supportResistance } from '../levels/support-resistance.ts';
import { parkinsonVolatility } from '../volatility/range-volatility.ts';
import { yangZhangVolatility } from '../volatility/yang-zhang.ts';
import { volumeProfile } from '../volume/volume-profile.ts';
import { vwap } from '../volume/vwap.ts';
import { liquiditySweep, marketStructure, orderBlock } from './market-structure.ts';
import { swingPivots } from './swings.ts';
import { zigzag } from './zigzag.ts';

const column = (...values: number[]): Float64Array => Float64Array.from(values);
/** Bars whose whole range is one point either side of a path. */
const pathOf = (...path: number[]) => ({
  open: column(...path),
  high: column(...path.map((value) => value + 1)),
  low: column(...path.map((value) => value - 1)),
  close: column(...path),
});

describe('structure by hand', () => {
  it('confirms a swing only after its right side is complete, and takes a tie for none', () => {
    const { high } = swingPivots(pathOf(10, 12, 15, 13, 11, 14, 14, 12), { left: 2, right: 2 });
    expect([...high]).toEqual([NaN, NaN, NaN, NaN, 16, NaN, NaN, NaN]);
  });
  it('turns the zigzag at the bar that has gone back far enough', () => {
    const turns = zigzag(pathOf(100, 110, 120, 118, 112, 100, 105, 111), 5);
    expect([...turns.turn]).toEqual([NaN, 99, NaN, NaN, 121, NaN, 99, NaN]);
    expect([...turns.direction]).toEqual([0, 1, 1, 1, -1, -1, 1, 1]);
  });
  it('calls the first break a break of structure and one against the trend a change of character', () => {
    const prices = pathOf(10, 12, 10, 13, 14, 11, 13, 10, 8);
    const { bos, choch, trend } = marketStructure(prices, 1);
    expect([...bos]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect([...choch]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, -1]);
    expect([...trend]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, -1]);
  });
  it('sees a sweep where price trades through a swing and closes back', () => {
    const prices = {
      high: column(11, 15, 12, 16, 12),
      low: column(9, 11, 10, 11, 10),
      close: column(10, 13, 11, 14, 11),
    };
    const { sweep, level } = liquiditySweep(prices, 1);
    expect([...sweep]).toEqual([0, 0, 0, -1, 0]);
    expect(level[3]).toBe(15);
  });
  it('marks the last falling candle before an upward break, until a close goes through it', () => {
    const candles = {
      open: column(10, 11, 13, 11, 12, 15, 14, 9),
      high: column(11, 14, 13, 13, 16, 16, 14, 9),
      low: column(9, 10, 10, 10, 12, 13, 9, 7),
      close: column(10, 13, 11, 12.5, 15, 14, 9.5, 8),
    };
    const { bullTop, bullBottom } = orderBlock(candles, 1);
    expect([...bullTop]).toEqual([NaN, NaN, NaN, NaN, 13, 13, NaN, NaN]);
    expect([...bullBottom]).toEqual([NaN, NaN, NaN, NaN, 10, 10, NaN, NaN]);
  });
});

describe('levels and volume by hand', () => {
  const hours = (days: number[]): Float64Array => Float64Array.from(days, (day) => day * 86_400_000);
  it('reads floor pivots off the UTC day before', () => {
    const columns = { openTimeMs: hours([1, 1.5, 2, 2.5]), ...pathOf(100, 110, 105, 105) };
    const levels = pivotPoints(columns);
    // High 111, low 99, close 110: pivot 320 / 3.
    expect([...levels.pivot].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([NaN, NaN, 106.666667, 106.666667]);
    expect(levels.r1[2]).toBeCloseTo((2 * 320) / 3 - 99, 9);
    expect(levels.s1[3]).toBeCloseTo((2 * 320) / 3 - 111, 9);
  });
  it('begins the session VWAP anew at midnight UTC', () => {
    const { high, low, close } = pathOf(100, 200, 300);
    const traded = { openTimeMs: hours([1, 1.5, 2]), high, low, close, volume: column(1, 3, 5) };
    expect([...vwap(traded)]).toEqual([100, 175, 300]);
  });
  it('counts retracements back from the end of the last swing', () => {
    const levels = fibonacci(pathOf(20, 11, 15, 21, 16, 15), 1);
    expect(levels.level500[5]).toBe((22 + 10) / 2);
    expect(levels.level236[5]).toBeCloseTo(22 - 0.236 * 12, 12);
  });
  it('finds the prices at which swings have turned twice', () => {
    const prices = pathOf(15, 20, 15, 10, 15, 20, 15, 10, 15, 15);
    const { support, resistance } = supportResistance(prices, { span: 1, memory: 10, tolerancePct: 1, touches: 2 });
    expect([support[9], resistance[9]]).toEqual([9, 21]);
    expect([support[6], resistance[6]]).toEqual([NaN, 21]);
  });
  it('puts the point of control where most was traded', () => {
    const columns = { high: column(101, 111, 106), low: column(100, 110, 105), volume: column(10, 1, 3) };
    const profile = volumeProfile(columns, { period: 3, rows: 11, valueArea: 0.7 });
    expect(profile.poc[2]).toBe(100.5);
    expect(profile.val[2]).toBe(100);
  });
});

describe('volatility by its definition', () => {
  it('Parkinson: a constant range of r gives ln r / (2 sqrt(ln 2))', () => {
    const candles = {
      open: column(1, 1, 1),
      high: column(1.1, 1.1, 1.1),
      low: column(1, 1, 1),
      close: column(1, 1, 1),
    };
    expect(parkinsonVolatility(candles, 3)[2]).toBeCloseTo(Math.log(1.1) / (2 * Math.sqrt(Math.LN2)), 12);
  });
  it('Yang-Zhang: with no range inside bars only the gaps count', () => {
    const flat = column(1, 1.1, 1, 1.1);
    const gaps = [Math.log(1.1), Math.log(1 / 1.1), Math.log(1.1)];
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / 3;
    const sample = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / 2);
    expect(yangZhangVolatility({ open: flat, high: flat, low: flat, close: flat }, 3)[3]).toBeCloseTo(sample, 12);
  });
});
