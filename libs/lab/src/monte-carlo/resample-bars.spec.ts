import { describe, expect, it } from '@jest/globals';
import { seededRng } from '@orbiquant/kernel';
import { stationaryPositions } from '@orbiquant/quant';
import fc from 'fast-check';
import { checkBars } from '../engine/check-bars.ts';
import { openMarket } from '../engine/open-market.ts';
import { instrumentOver, trendingBars } from '../jobs/testing/lab-order.ts';
import { resampleBars } from './resample-bars.ts';

const bars = trendingBars('resample', 500);
const instrument = instrumentOver(bars);
const identity = Int32Array.from({ length: 500 }, (_unused, at) => at);

describe('bars put together anew', () => {
  it('in their own order they are the bars that they were', () => {
    const { bars: same } = resampleBars(instrument, identity, bars.openTimeMs);
    for (const name of ['open', 'high', 'low', 'close'] as const)
      same[name].forEach((value, at) => expect(Math.abs(value / bars[name][at]! - 1)).toBeLessThan(1e-12));
    expect(same.openTimeMs).toEqual(bars.openTimeMs);
  });

  it('are sound bars, with the moves of the bars they were taken from, whatever was drawn', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 200 }), (seed, blockLength) => {
        const positions = stationaryPositions(500, { rng: seededRng(seed), blockLength });
        const { bars: made } = resampleBars(instrument, positions, bars.openTimeMs);
        expect(() => checkBars('made', made)).not.toThrow();
        for (let at = 1; at < 500; at++) {
          const from = positions[at]!;
          if (from === 0) continue;
          expect(made.close[at]! / made.close[at - 1]!).toBeCloseTo(bars.close[from]! / bars.close[from - 1]!, 9);
          expect(made.open[at]! / made.close[at - 1]!).toBeCloseTo(bars.open[from]! / bars.close[from - 1]!, 9);
          expect(made.high[at]! / made.low[at]!).toBeCloseTo(bars.high[from]! / bars.low[from]!, 9);
          expect(made.volume[at]).toBe(bars.volume[from]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('of several instruments move together: at each step all come from the same moment', () => {
    const gappy = trendingBars('other', 500);
    const kept = Array.from(identity).filter((at) => at % 7 !== 3);
    const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (at) => column[at]!);
    const { openTimeMs, open, high, low, close, volume } = gappy;
    const other = instrumentOver(
      {
        openTimeMs: pick(openTimeMs),
        open: pick(open),
        high: pick(high),
        low: pick(low),
        close: pick(close),
        volume: pick(volume),
      },
      'ETHUSDT',
    );
    const { timeMs } = openMarket([instrument, other]);
    const positions = stationaryPositions(timeMs.length, { rng: seededRng('both'), blockLength: 20 });
    const made = resampleBars(other, positions, timeMs).bars;
    expect(() => checkBars('made', made)).not.toThrow();
    const expected = Array.from(positions).flatMap((from, step) => (from % 7 === 3 ? [] : [timeMs[step]!]));
    expect(Array.from(made.openTimeMs)).toEqual(expected);
  });

  it('leave what belongs to the real past behind', () => {
    const made = resampleBars(
      { ...instrument, finerBars: bars, funding: [{ atMs: 0, rate: 0.1 }] },
      identity,
      bars.openTimeMs,
    );
    expect(made).not.toHaveProperty('finerBars');
    expect(made).not.toHaveProperty('funding');
  });
});
