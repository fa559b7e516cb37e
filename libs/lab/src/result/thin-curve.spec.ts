import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { curveOf, shownSteps } from './thin-curve.ts';

describe('a thinned curve', () => {
  it('shows all steps of a short one', () => {
    expect(shownSteps(Float64Array.of(1, 2, 3))).toEqual([0, 1, 2]);
    expect(shownSteps(new Float64Array(2_000))).toHaveLength(2_000);
    expect(shownSteps(new Float64Array(0))).toEqual([]);
  });

  it('keeps first, last, highest and lowest, ascending, each once, at most 2,000', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_001, max: 9_000 }), fc.integer(), (length, salt) => {
        const values = Float64Array.from({ length }, (_unused, at) => Math.sin(at * 12.9898 + salt) * 43_758.5453);
        const steps = shownSteps(values);
        expect(steps.length).toBeLessThanOrEqual(2_000);
        expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b));
        expect([steps[0], steps.at(-1)]).toEqual([0, length - 1]);
        const shown = steps.map((at) => values[at]!);
        const [low, high] = [values, shown].map((all) => [Math.min(...all), Math.max(...all)]);
        expect(high).toEqual(low);
      }),
      { numRuns: 30 },
    );
  });

  it('a fall of a single step among a million is still there, and so is its depth', () => {
    const equity = new Float64Array(200_000).fill(100);
    equity[123_457] = 60;
    const curve = curveOf(equity, equity, shownSteps(equity));
    expect(Math.min(...(curve.drawdown as number[]))).toBeCloseTo(-0.4, 12);
  });

  it('writes what JSON has no number for as null', () => {
    expect(curveOf(Float64Array.of(0, 1), Float64Array.of(1, NaN), [0, 1]).equity).toEqual([1, null]);
  });
});
