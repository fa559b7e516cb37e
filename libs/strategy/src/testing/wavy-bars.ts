import { seededRng } from '@orbiquant/kernel';
import type { Bars } from '@orbiquant/quant';

/** Seeded bars that have everything: slow swings for trends, noise for ranges, now and then a burst. */
export function wavyBars(seed: string, count: number, everyMs = 3_600_000): Bars {
  const rng = seededRng(seed);
  const rows: number[][] = [];
  let noise = 0;
  let close = 100;
  for (let at = 0; at < count; at++) {
    noise = 0.9 * noise + rng.normal() * (rng.below(50) === 0 ? 0.03 : 0.006);
    const open = close;
    close = 100 * Math.exp(0.4 * Math.sin(at / 150) + 0.15 * Math.sin(at / 31) * Math.sin(at / 400) + noise);
    const high = Math.max(open, close) * (1 + 0.003 * rng.next());
    const low = Math.min(open, close) * (1 - 0.003 * rng.next());
    rows.push([at * everyMs, open, high, low, close, 1 + rng.next()]);
  }
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => row[at]!);
  return {
    openTimeMs: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

/** The first `count` bars. */
export const firstBars = (bars: Bars, count: number): Bars => mapColumns(bars, (column) => column.subarray(0, count));

/** The same bars up to and with `at`, and nonsense after it. */
export function garbageAfter(bars: Bars, at: number): Bars {
  const rng = seededRng('garbage');
  const spoiled = mapColumns(bars, (column) => column.map((value, bar) => (bar > at ? 1 + 1e4 * rng.next() : value)));
  return { ...spoiled, openTimeMs: bars.openTimeMs };
}

const mapColumns = (bars: Bars, change: (column: Float64Array) => Float64Array): Bars => ({
  openTimeMs: change(bars.openTimeMs),
  open: change(bars.open),
  high: change(bars.high),
  low: change(bars.low),
  close: change(bars.close),
  volume: change(bars.volume),
});
