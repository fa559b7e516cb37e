import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { maxDrawdown } from '@orbiquant/quant';
import fc from 'fast-check';
import { pathOf, POINTS_MAX } from './path.ts';
import { quantilesOf } from './quantiles-of.ts';
import { shuffled } from './shuffle-trades.ts';

const returns = fc
  .array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { maxLength: 400 })
  .map((all) => Float64Array.from(all));

describe('a path', () => {
  it('an example: up a tenth, down a half, up a fifth', () => {
    const path = pathOf(100, Float64Array.of(0.1, -0.5, 0.2));
    expect(path.points).toEqual([100, expect.closeTo(110, 9), expect.closeTo(55, 9), expect.closeTo(66, 9)]);
    expect(path).toMatchObject({ final: path.points[3], lowest: expect.closeTo(55, 9), fall: expect.closeTo(0.5, 9) });
  });

  it('compounds, and falls as far as the measure of falls says', () => {
    fc.assert(
      fc.property(returns, (steps) => {
        const path = pathOf(1_000, steps);
        expect(path.final).toBeCloseTo(
          steps.reduce((equity, made) => equity * (1 + made), 1_000),
          6,
        );
        expect(path.fall).toBeCloseTo(steps.length === 0 ? 0 : -maxDrawdown(steps), 9);
        expect(path.points).toHaveLength(1 + Math.min(steps.length, POINTS_MAX));
        expect(path.points[0]).toBe(1_000);
        expect(path.points.at(-1)).toBe(path.final);
        expect(path.lowest).toBeLessThanOrEqual(Math.min(...path.points));
      }),
    );
  });

  it('a lost account stays lost: beyond all of it there is nothing to lose, and nothing grows out of it', () => {
    const path = pathOf(100, Float64Array.of(-1.7, 0.5, NaN));
    expect(path).toMatchObject({ final: 0, lowest: 0, fall: 1 });
    expect(JSON.parse(JSON.stringify(path))).toEqual(path);
  });

  it('has as many points as it is asked for, though it has fewer steps', () => {
    expect(pathOf(100, Float64Array.of(0.1, 0.1), 5).points).toHaveLength(6);
  });
});

describe('quantiles', () => {
  it('agree with the published example of definition 7', () => {
    // R's documentation of `quantile`, type 7: quantile(1:10, c(0, .05, .25, .5, 1))
    const values = Float64Array.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    expect(quantilesOf(values, [0, 0.05, 0.25, 0.5, 1])).toEqual([1, expect.closeTo(1.45, 12), 3.25, 5.5, 10]);
    expect(values[0]).toBe(10);
    expect(quantilesOf(new Float64Array(0), [0.5])).toEqual([NaN]);
  });
});

describe('a shuffle', () => {
  it('keeps every value, changes nothing that it was given, and follows its seed', () => {
    fc.assert(
      fc.property(returns, fc.string(), (values, seed) => {
        const before = values.slice();
        const out = shuffled(values, seededRng(seed));
        expect(values).toEqual(before);
        expect(out.toSorted()).toEqual(values.toSorted());
        expect(shuffled(values, seededRng(seed))).toEqual(out);
      }),
    );
  });

  it('puts each of three values first a third of the time', () => {
    const rng = seededRng('thirds');
    const first = [0, 0, 0];
    for (let draw = 0; draw < 6_000; draw++) first[shuffled(Float64Array.of(0, 1, 2), rng)[0]!]!++;
    // four standard errors of a share of a third among 6,000
    for (const count of first) expect(Math.abs(count - 2_000)).toBeLessThan(4 * Math.sqrt(6_000 * (1 / 3) * (2 / 3)));
  });
});
