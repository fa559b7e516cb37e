import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sma } from '@orbiquant/quant';
import { wavyBars } from '../testing/wavy-bars.ts';
import { crossings } from './crossings.ts';

describe('crossings', () => {
  it('are where the two averages change sides, on any walk and over refreshes', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 60 }),
        (seed, fast, more) => {
          const { close } = wavyBars(String(seed), 2500);
          const [quick, calm] = [sma(close, fast), sma(close, fast + more)];
          const expected = Array.from(close, (_value, at) => {
            const [before, now] = [quick[at - 1]! - calm[at - 1]!, quick[at]! - calm[at]!];
            return now > 0 && before <= 0 ? 1 : now < 0 && before >= 0 ? -1 : 0;
          });
          expect(Array.from(crossings(close, fast, fast + more))).toEqual(expected);
        },
      ),
      { numRuns: 25, seed: 5 },
    );
  });
  it('have nothing to say on a history shorter than the slow average', () => {
    expect(Array.from(crossings(Float64Array.of(1, 2, 3), 2, 5))).toEqual([0, 0, 0]);
  });
});
