import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { judgeForecasts } from './judge-forecasts.ts';
import type { Scored } from './score-forecast.ts';

/** Half-width, in standard deviations, of an interval that holds 80 % of a normal. */
const Z80 = 1.2815515655446004;

function forecasts(rows: number, { shift = 0, width = 1 }: { shift?: number; width?: number } = {}): Scored[] {
  const rng = seededRng('judge');
  return Array.from({ length: rows }, (_unused, at) => {
    const miss = 0.3 * rng.normal() + (at >= rows / 2 ? shift : 0);
    const reach = Math.exp(0.3 * Z80 * width);
    return { forecast: 0.01, low: 0.01 / reach, high: 0.01 * reach, outcome: 0.01 * Math.exp(miss) };
  });
}

describe('judging forecasts', () => {
  it('finds a model that keeps its promise', () => {
    const judged = judgeForecasts(forecasts(2_000), 1);
    expect(judged.verdict).toBe('as-promised');
    expect(judged.coverage).toBeCloseTo(0.8, 1);
    expect(Math.abs(judged.driftZ!)).toBeLessThan(3);
  });
  it('finds an interval that is too narrow or too wide', () => {
    expect(judgeForecasts(forecasts(2_000, { width: 0.7 }), 1).verdict).toBe('miscalibrated');
    expect(judgeForecasts(forecasts(2_000, { width: 1.6 }), 1).verdict).toBe('miscalibrated');
  });
  it('finds a market that has become another', () => {
    expect(judgeForecasts(forecasts(2_000, { shift: 0.2 }), 1)).toMatchObject({ verdict: 'drifting' });
  });
  it('counts forecasts of overlapping horizons as the fewer windows that they are', () => {
    const shifted = forecasts(240, { shift: 0.15 });
    expect(judgeForecasts(shifted, 1).verdict).toBe('drifting');
    expect(judgeForecasts(shifted, 12).verdict).toBe('as-promised');
  });
  it('says nothing of too few, and has no drift where nothing varies', () => {
    expect(judgeForecasts(forecasts(9), 1).verdict).toBe('too-few');
    const same = Array.from({ length: 20 }, () => ({ forecast: 1, low: 0.5, high: 2, outcome: 1 }));
    expect(judgeForecasts(same, 1)).toMatchObject({ driftZ: null, coverage: 1 });
  });
});
