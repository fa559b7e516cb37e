import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import fc from 'fast-check';
import { sma } from '../../averages/sma.ts';
import { wma } from '../../averages/wma.ts';
import { standardDeviation } from '../../statistics/deviation.ts';
import { highest, lowest } from '../../volatility/extremes.ts';
import { RollingSum, rollingSums } from './rolling-sum.ts';

const values = fc
  .array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((list) => Float64Array.from(list));
const period = fc.integer({ min: 1, max: 12 });

/** Sum without any rounding but the last: thousandths of a whole are whole numbers. */
function walkOf(length: number): Float64Array {
  const rng = seededRng('drift');
  let price = 60_000_000;
  return Float64Array.from({ length }, () => (price += rng.below(20_001) - 10_000));
}

describe('rolling sums', () => {
  it('do not drift: after a million bars a mean is the mean of its window to the last digit', () => {
    const thousandths = walkOf(1_000_000);
    const means = sma(
      thousandths.map((value) => value / 1_000),
      20,
    );
    let worst = 0;
    for (let at = 999_000; at < thousandths.length; at++) {
      const exact = thousandths.subarray(at - 19, at + 1).reduce((sum, value) => sum + value, 0) / 20_000;
      worst = Math.max(worst, Math.abs(means[at]! / exact - 1));
    }
    expect(worst).toBeLessThanOrEqual(2 ** -52);
  });
  it('agree to the last digit when two series share a window, wherever they began', () => {
    const walk = walkOf(5_000).map((value) => value / 1_000);
    for (const average of [sma, wma]) {
      const late = average(walk.subarray(3_777), 50);
      expect(late.subarray(49)).toEqual(average(walk, 50).subarray(3_777 + 49));
    }
  });
  it('forget a spike wholly', () => {
    const flat = new Float64Array(60).fill(0.1);
    const spiked = flat.slice();
    spiked[20] = 1e8;
    expect(sma(spiked, 10).subarray(30)).toEqual(sma(flat, 10).subarray(30));
    expect(wma(spiked, 10).subarray(30)).toEqual(wma(flat, 10).subarray(30));
    expect(standardDeviation(spiked, 10).subarray(30)).toEqual(new Float64Array(30));
  });
  it('of a column are those of one value after another, bit for bit, also where windows hold zeros only', () => {
    const rare = fc.oneof(
      { weight: 6, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1e6, noNaN: true }) },
    );
    fc.assert(
      fc.property(fc.array(rare, { maxLength: 80 }), fc.integer({ min: 1, max: 8 }), (list, n) => {
        const sum = new RollingSum(n);
        expect(rollingSums(Float64Array.from(list), n)).toEqual(Float64Array.from(list, (value) => sum.next(value)));
      }),
    );
  });
  it('are what summing each window afresh gives', () => {
    fc.assert(
      fc.property(values, period, (column, n) => {
        const sums = rollingSums(column, n);
        const size = Math.max(1, ...column.map(Math.abs));
        for (let at = n - 1; at < column.length; at++) {
          const fresh = column.subarray(at - n + 1, at + 1).reduce((sum, value) => sum + value, 0);
          expect(Math.abs(sums[at]! - fresh)).toBeLessThanOrEqual(n * size * 2 ** -52);
        }
      }),
    );
  });
});

describe('rolling deviation', () => {
  it('is that of two passes over each window, also for prices far above their spread', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 12 }), (column, n) => {
        const lifted = column.map((value) => 1e6 + value / 1e9);
        const ours = standardDeviation(lifted, n);
        for (let at = n - 1; at < lifted.length; at++) {
          const window = [...lifted.subarray(at - n + 1, at + 1)];
          const mean = window.reduce((sum, value) => sum + (value - window[0]!), 0) / n + window[0]!;
          const exact = Math.sqrt(window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
          expect(Math.abs(ours[at]! - exact)).toBeLessThan(1e-8);
        }
      }),
    );
  });
});

describe('rolling extremes', () => {
  it('are the extremes of each window', () => {
    fc.assert(
      fc.property(values, period, (column, n) => {
        const [top, bottom] = [highest(column, n), lowest(column, n)];
        for (let at = n - 1; at < column.length; at++) {
          const window = column.subarray(at - n + 1, at + 1);
          expect([top[at], bottom[at]]).toEqual([Math.max(...window), Math.min(...window)]);
        }
      }),
    );
  });
});
