import { describe, expect, it } from '@jest/globals';
import type { RunStatistics } from '../statistics/run-statistics.ts';
import { failedTrial } from '../trial/trial.ts';
import type { WalkedWindow } from './run-windows.ts';
import { walkFigures } from './walk-figures.ts';

const DAY_MS = 86_400_000;
const timeMs = Float64Array.from({ length: 1_000 }, (_unused, day) => day * DAY_MS);
const space = { axes: [{ name: 'fast', values: [1, 2, 3, 4, 5] }], fixed: {} };
const gained = (totalReturn: number): RunStatistics => ({ totalReturn }) as RunStatistics;

/** A window of 201 days of training and 101 of test. */
const window = (inSample: number, outOfSample: number, fast = 3): WalkedWindow => ({
  plan: { trainFrom: 0, trainTo: 201, testFrom: 201, testTo: 302 },
  trials: [],
  best: {
    ...failedTrial({ objectives: [1] }, { fast }, { code: '', message: '' }),
    failure: null,
    statistics: gained(inSample),
  },
  test: { run: null, equity: new Float64Array(101), statistics: gained(outOfSample) },
});
const idle: WalkedWindow = {
  ...window(0, 0),
  best: null,
  test: { run: null, equity: new Float64Array(101), statistics: null },
};

describe('the figures of a walk-forward', () => {
  it('efficiency compares yearly returns, each compounded over the time that it took', () => {
    const { efficiency, annualInSample, annualOutOfSample } = walkFigures(
      [window(0.2, 0.05), window(0.2, 0.05)],
      timeMs,
      space,
    );
    expect(annualInSample).toBeCloseTo(1.44 ** (365.25 / 400) - 1, 12);
    expect(annualOutOfSample).toBeCloseTo(1.1025 ** (365.25 / 200) - 1, 12);
    expect(efficiency).toBeCloseTo(annualOutOfSample / annualInSample, 12);
  });

  it('is not defined where training did not gain', () => {
    expect(walkFigures([window(-0.1, 0.3)], timeMs, space).efficiency).toBeNaN();
    expect(walkFigures([window(0, 0.3)], timeMs, space).efficiency).toBeNaN();
  });

  it('a window that sat out did not gain, and a total loss is a loss of all', () => {
    expect(walkFigures([window(0.1, 0.1), idle], timeMs, space)).toMatchObject({ gainingWindows: 1, windows: 2 });
    expect(walkFigures([window(0.1, -1)], timeMs, space).annualOutOfSample).toBe(-1);
  });

  it('stability is 1 where nothing moved, 0 where all jumped from end to end, unknown for one window', () => {
    const stability = (...chosen: number[]): number =>
      walkFigures(
        chosen.map((fast) => window(0.1, 0.1, fast)),
        timeMs,
        space,
      ).stability;
    expect(stability(2, 2, 2)).toBe(1);
    expect(stability(1, 5, 1)).toBe(0);
    expect(stability(1, 2, 3)).toBe(0.75);
    expect(stability(4)).toBeNaN();
  });
});
