import { describe, expect, it } from '@jest/globals';
import { checkHistory } from './testing/check-history.ts';

const HISTORIES = 2_000;

describe('random histories of a pool', () => {
  const results = Array.from({ length: HISTORIES }, (_, index) => checkHistory(`history-${index}`));

  it('N3 N7 N8 N18 keep every invariant after every step, in 2,000 histories', () => {
    expect(results.filter(({ violation }) => violation !== null)).toEqual([]);
  });
  it('are long, and see strikes and total losses', () => {
    const sum = (of: (result: (typeof results)[number]) => number): number =>
      results.reduce((total, result) => total + of(result), 0);
    expect(results.every(({ events }) => events >= 60 && events <= 200)).toBe(true);
    expect(sum(({ strikes }) => strikes)).toBeGreaterThan(20 * HISTORIES);
    expect(sum(({ totalLosses }) => totalLosses)).toBeGreaterThan(HISTORIES / 20);
    expect(sum(({ gated }) => gated)).toBeGreaterThan(HISTORIES);
    expect(sum(({ fees }) => fees)).toBeGreaterThan(HISTORIES);
  });
  it('are the same for the same seed', () => {
    expect(checkHistory('history-7')).toEqual(results[7]);
  });
});
