import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { INTERVAL_MS, nextOpenTime, openTimeOf, type Interval } from './intervals.ts';

const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);

describe('candle intervals', () => {
  it('start weeks on Monday and months on the first, leap years included', () => {
    expect(openTimeOf(at('2025-01-01'), '1w')).toBe(at('2024-12-30'));
    expect(openTimeOf(at('2024-02-29') + 1, '1M')).toBe(at('2024-02-01'));
    expect(nextOpenTime(at('2024-02-01'), '1M')).toBe(at('2024-03-01'));
    expect(nextOpenTime(at('2024-12-01'), '1M')).toBe(at('2025-01-01'));
  });

  it('cover time without gap or overlap', () => {
    const intervals = Object.keys(INTERVAL_MS) as Interval[];
    fc.assert(
      fc.property(fc.constantFrom(...intervals), fc.integer({ min: 0, max: 4_102_444_800_000 }), (interval, atMs) => {
        const openMs = openTimeOf(atMs, interval);
        expect(openMs).toBeLessThanOrEqual(atMs);
        expect(nextOpenTime(openMs, interval)).toBeGreaterThan(atMs);
        expect(openTimeOf(nextOpenTime(openMs, interval), interval)).toBe(nextOpenTime(openMs, interval));
        if (interval === '1M') expect(new Date(openMs).getUTCDate()).toBe(1);
      }),
    );
  });
});
