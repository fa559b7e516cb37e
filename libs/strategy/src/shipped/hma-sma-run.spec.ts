import { describe, expect, it } from '@jest/globals';
import { hma, sma } from '@orbiquant/quant';
import { foldBars } from '../fold-bars.ts';
import { firstBars, wavyBars } from '../testing/wavy-bars.ts';
import { hmaSmaRun } from './hma-sma-run.ts';

const FIVE_MS = 300_000;
const base = wavyBars('run', 14_000, FIVE_MS);
const quarter = foldBars(base, '5m', '15m');
const run = hmaSmaRun({ symbol: 'X', base, visible: quarter, visibleInterval: '15m', limit: 3000 });

describe('the HMA/SMA rule on a chart', () => {
  it('shows the newest candles with lines as long as they are', () => {
    expect(run.candles.close).toEqual(quarter.close.subarray(-3000));
    expect([run.sma200, run.hma200_1h, run.hma200_4h].map(({ length }) => length)).toEqual([3000, 3000, 3000]);
    expect(run.sma200.at(-1)).toBe(sma(quarter.close, 200).at(-1));
  });

  it('gives at each candle the Hull average of the last hour and four hours that had closed with it', () => {
    const hours = foldBars(base, '5m', '1h');
    const line = hma(hours.close, 200);
    const at = quarter.close.length - 3000 + 1234;
    const closesAtMs = quarter.openTimeMs[at]! + 3 * FIVE_MS;
    const last = hours.openTimeMs.findLastIndex((openMs) => openMs + 12 * FIVE_MS <= closesAtMs);
    expect(run.hma200_1h[1234]).toBe(line[last]);
  });

  it('puts five-minute entries on the visible candle in which they fall, one for each turn of the set-up', () => {
    expect(run.entries.length).toBeGreaterThan(3);
    expect(run.entries.every(({ time }) => quarter.openTimeMs.includes(time))).toBe(true);
    expect(new Set(run.entries.map(({ direction }) => direction)).size).toBe(2);
  });

  it('says to enter only with the five-minute candle at which the set-up turns on', () => {
    const all = hmaSmaRun({ symbol: 'X', base, visible: base, visibleInterval: '5m', limit: base.close.length });
    const { time, direction } = all.entries.at(-1)!;
    const at = base.openTimeMs.indexOf(time);
    const saidAt = (count: number) => {
      const known = firstBars(base, count);
      const said = hmaSmaRun({ symbol: 'X', base: known, visible: known, visibleInterval: '5m', limit: 10 });
      return [said.should_enter_long, said.should_enter_short];
    };
    expect(saidAt(at + 1)).toEqual([direction === 'long', direction === 'short']);
    expect(saidAt(at)).toEqual([false, false]);
    expect(saidAt(at + 2)).toEqual([false, false]);
  });
});
