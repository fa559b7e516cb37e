import { describe, expect, it } from '@jest/globals';
import { instrumentOver, trendingBars } from '../jobs/testing/lab-order.ts';
import { cutInstruments } from './cut-instruments.ts';

const bars = trendingBars('cut', 100);
const at = (bar: number): number => bars.openTimeMs[bar]!;

describe('instruments cut to a stretch of time', () => {
  it('have the bars that open in it, the first included and the last not, without copying them', () => {
    const [cut] = cutInstruments([instrumentOver(bars)], { fromMs: at(10), toMs: at(20) });
    expect(Array.from(cut!.bars.openTimeMs)).toEqual(Array.from(bars.openTimeMs.subarray(10, 20)));
    expect(cut!.bars.close.buffer).toBe(bars.close.buffer);
    expect(Object.values(cut!.bars).every((column) => column.length === 10)).toBe(true);
  });

  it('keep the funding and the finer bars of that time only', () => {
    const funding = [at(5), at(12), at(20)].map((atMs) => ({ atMs, rate: 0.0001 }));
    const [cut] = cutInstruments([{ ...instrumentOver(bars), funding, finerBars: bars }], {
      fromMs: at(10),
      toMs: at(20),
    });
    expect(cut!.funding).toEqual([{ atMs: at(12), rate: 0.0001 }]);
    expect(cut!.finerBars!.close).toHaveLength(10);
  });

  it('are left out where they hardly have a bar', () => {
    expect(cutInstruments([instrumentOver(bars)], { fromMs: at(10), toMs: at(11) })).toEqual([]);
    expect(cutInstruments([instrumentOver(bars)], { fromMs: at(98), toMs: Infinity })).toHaveLength(1);
  });
});
