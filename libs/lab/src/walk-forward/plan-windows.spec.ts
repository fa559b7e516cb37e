import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hmaSma, smaCross } from '@orbiquant/strategy';
import { searchSpace } from '../search/search-space.ts';
import { planWindows, WINDOWS_MAX } from './plan-windows.ts';
import { warmUpBars, warmUpOfSpace } from './warm-up-bars.ts';

const windows = { mode: 'rolling', trainBars: 50, testBars: 20, embargoBars: 5 } as const;

describe('the windows of a walk-forward', () => {
  it('an example: 130 bars, 10 of warm-up, three windows and five bars left over', () => {
    expect(planWindows(130, 10, windows)).toEqual([
      { trainFrom: 15, trainTo: 65, testFrom: 70, testTo: 90 },
      { trainFrom: 35, trainTo: 85, testFrom: 90, testTo: 110 },
      { trainFrom: 55, trainTo: 105, testFrom: 110, testTo: 130 },
    ]);
  });

  it('tests are contiguous, end with the history and never touch their training', () => {
    const sizes = fc.record({
      steps: fc.integer({ min: 1, max: 5_000 }),
      warmUp: fc.integer({ min: 0, max: 300 }),
      trainBars: fc.integer({ min: 50, max: 800 }),
      testBars: fc.integer({ min: 10, max: 400 }),
      embargoBars: fc.integer({ min: 0, max: 50 }),
      mode: fc.constantFrom('rolling' as const, 'anchored' as const),
    });
    fc.assert(
      fc.property(sizes, ({ steps, warmUp, ...shape }) => {
        const room = steps - warmUp - shape.trainBars - shape.embargoBars - shape.testBars;
        fc.pre(room >= 0 && room / shape.testBars < WINDOWS_MAX - 1);
        const plans = planWindows(steps, warmUp, shape);
        expect(plans.at(-1)!.testTo).toBe(steps);
        plans.forEach(({ trainFrom, trainTo, testFrom, testTo }, at) => {
          expect(testTo - testFrom).toBe(shape.testBars);
          expect(testFrom - trainTo).toBe(shape.embargoBars);
          expect(trainFrom).toBeGreaterThanOrEqual(warmUp);
          expect(trainTo - trainFrom).toBeGreaterThanOrEqual(shape.trainBars);
          if (shape.mode === 'rolling') expect(trainTo - trainFrom).toBe(shape.trainBars);
          else expect(trainFrom).toBe(warmUp);
          if (at > 0) expect(testFrom).toBe(plans[at - 1]!.testTo);
        });
        // what is left over would not fill another window
        expect(plans[0]!.testFrom - shape.testBars).toBeLessThan(warmUp + shape.trainBars + shape.embargoBars);
      }),
    );
  });

  it('names what one window takes when there is less, and how long tests have to be when there are too many', () => {
    expect(() => planWindows(84, 10, windows)).toThrow(
      'One window takes 85 bars (10 warm-up, 50 train, 5 embargo, 20 test); there are 84',
    );
    expect(planWindows(85, 10, windows)).toHaveLength(1);
    expect(() => planWindows(65 + 20 * 401, 10, windows)).toThrow(
      'That makes 401 windows, more than 200: test at least 41 bars at a time',
    );
  });
});

describe('the warm-up of a strategy', () => {
  it('counts coarser candles in bars of the base, and one more of them', () => {
    expect(warmUpBars(smaCross, { fast: 10, slow: 30, share: 1 }, '1h')).toBe(30);
    // 215 candles of 4 h and one that may have begun before: 216 x 48 bars of 5 minutes
    expect(warmUpBars(hmaSma, { average: 200, hull: 200, share: 1 }, '5m')).toBe(216 * 48);
  });

  it('is the longest of a space', () => {
    const space = searchSpace(smaCross, { slow: { from: 20, to: 90, step: 10 } }, { fast: 5, slow: 20, share: 1 });
    expect(warmUpOfSpace(smaCross, space, '1h')).toBe(90);
  });
});
