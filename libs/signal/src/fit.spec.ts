import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRng } from '@orbiquant/kernel';
import { calibrate, quantile } from './calibration.ts';
import { addRow, emptySums, fitRidge, predictLinear } from './ridge.ts';
import { scoreForecast } from './score-forecast.ts';
import { walkForward } from './split.ts';

describe('ridge regression', () => {
  const rows = (count: number) => {
    const rng = seededRng('ridge');
    return Array.from({ length: count }, () => Float64Array.of(5 + rng.normal(), 100 * rng.normal(), rng.normal()));
  };
  const fit = (penalty: number) => {
    const sums = emptySums(3);
    for (const row of rows(500)) addRow(sums, row, 3 + 2 * row[0]! - 0.01 * row[1]!);
    return fitRidge(sums, penalty);
  };

  it('finds the line that the rows lie on', () => {
    const { weights, intercept } = fit(0);
    expect(weights[0]).toBeCloseTo(2, 9);
    expect(weights[1]).toBeCloseTo(-0.01, 9);
    expect(weights[2]).toBeCloseTo(0, 9);
    expect(intercept).toBeCloseTo(3, 8);
  });

  it('draws the line flatter the larger the penalty, through the middle of the rows all the same', () => {
    const [none, some, much] = [0, 500, 50_000].map(fit);
    expect(Math.abs(some!.weights[0]!)).toBeCloseTo(1, 1);
    expect(Math.abs(much!.weights[0]!)).toBeLessThan(0.05);
    const mean = rows(500).reduce((sum, row) => sum.map((value, i) => value + row[i]! / 500), new Float64Array(3));
    for (const line of [some!, much!]) expect(predictLinear(line, mean)).toBeCloseTo(predictLinear(none!, mean), 9);
  });

  it('refuses features that repeat each other', () => {
    const sums = emptySums(2);
    for (let at = 0; at < 10; at++) addRow(sums, Float64Array.of(at, 2 * at), at);
    expect(() => fitRidge(sums, 0)).toThrow('combination');
  });
});

describe('calibration', () => {
  it('gives back the mean of a lognormal and bounds that hold eight tenths of it', () => {
    const rng = seededRng('calibration');
    const misses = Float64Array.from({ length: 20_000 }, () => 0.4 * rng.normal());
    const { lnSmearing, low, high } = calibrate(misses);
    expect(lnSmearing).toBeCloseTo(0.08, 1); // exp(sigma^2 / 2)
    expect(low).toBeCloseTo(-0.5126, 1); // 0.4 x the normal deciles, -1.2816 and 1.2816
    expect(high).toBeCloseTo(0.5126, 1);
    expect(misses.filter((miss) => miss >= low && miss <= high).length / misses.length).toBeCloseTo(0.8, 2);
  });

  it('interpolates quantiles between order statistics (R, quantile(1:4, c(0, .25, .5, 1)))', () => {
    const values = Float64Array.of(1, 2, 3, 4);
    expect([0, 0.25, 0.5, 1].map((share) => quantile(values, share))).toEqual([1, 1.75, 2.5, 4]);
  });
});

describe('scores', () => {
  it('are perfect for a perfect forecast and zero R squared for the mean', () => {
    const outcomes = [0.01, 0.02, 0.03];
    const perfect = scoreForecast(outcomes.map((outcome) => ({ outcome, forecast: outcome, low: 0, high: 1 })));
    expect(perfect).toEqual({
      rows: 3,
      meanAbsoluteError: 0,
      qlike: 0,
      meanSquaredLogError: 0,
      rSquared: 1,
      coverage: 1,
    });
    const mean = scoreForecast(outcomes.map((outcome) => ({ outcome, forecast: 0.02, low: 0.015, high: 0.025 })));
    expect(mean.rSquared).toBeCloseTo(0, 12);
    expect(mean.coverage).toBeCloseTo(1 / 3, 12);
  });

  it('QLIKE punishes a forecast that is too low more than one that is too high', () => {
    const loss = (forecast: number) => scoreForecast([{ outcome: 0.02, forecast, low: 0, high: 1 }]).qlike;
    expect(loss(0.01)).toBeCloseTo(4 - Math.log(4) - 1, 12);
    expect(loss(0.01)).toBeGreaterThan(loss(0.04));
  });
});

it('a walk forward never learns from an outcome that the test looks at', () => {
  const reach = { purgeMs: 12, embargoMs: 180 };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 200, max: 5_000 }), { minLength: 2, maxLength: 8 }), (steps) => {
      let atMs = 0;
      const folds = walkForward(
        steps.map((step) => (atMs += step)),
        reach,
      );
      expect(folds).toHaveLength(steps.length - 1);
      for (const { learnUntilMs, testFromMs, testToMs } of folds) {
        expect(testFromMs - (learnUntilMs + reach.purgeMs)).toBeGreaterThanOrEqual(120);
        expect(testToMs).toBeGreaterThanOrEqual(testFromMs - reach.embargoMs);
      }
    }),
  );
  expect(() => walkForward([0, 100], reach)).toThrow('embargo');
});
