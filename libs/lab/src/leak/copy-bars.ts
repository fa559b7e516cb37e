import type { Bars } from '@orbiquant/quant';

/** The columns of bars. */
export const BAR_COLUMNS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;
export type BarColumnName = (typeof BAR_COLUMNS)[number];

/** Bars with columns of their own, so that nobody can change or look beyond them. */
export const mapBars = (bars: Bars, change: (column: Float64Array, name: BarColumnName) => Float64Array): Bars => ({
  openTimeMs: change(bars.openTimeMs, 'openTimeMs'),
  open: change(bars.open, 'open'),
  high: change(bars.high, 'high'),
  low: change(bars.low, 'low'),
  close: change(bars.close, 'close'),
  volume: change(bars.volume, 'volume'),
});

export const copyBars = (bars: Bars): Bars => mapBars(bars, (column) => column.slice());
export const firstBars = (bars: Bars, count: number): Bars => mapBars(bars, (column) => column.slice(0, count));

/** Bars one after the other; the caller sees to it that their times go on. */
export const joinBars = (first: Bars, second: Bars): Bars =>
  mapBars(first, (column, name) => {
    const joined = new Float64Array(column.length + second[name].length);
    joined.set(column);
    joined.set(second[name], column.length);
    return joined;
  });
