import fc from 'fast-check';
import { expect, it } from '@jest/globals';
import { INDICATORS, lineOf, newestOf, type IndicatorName } from './indicators.ts';

it.each((Object.keys(INDICATORS) as IndicatorName[]).map((name) => [name]))(
  'the newest value of %s from its reach alone is that of the whole line, to the last digit',
  (name) => {
    const prices = fc.array(fc.double({ min: 1, max: 1e5, noNaN: true }), { minLength: 150, maxLength: 500 });
    fc.assert(
      fc.property(prices, (closes) => {
        expect(newestOf(name, closes)).toBe(lineOf(name, Float64Array.from(closes)).at(-1));
      }),
      { numRuns: 40 },
    );
  },
);
