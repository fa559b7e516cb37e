import { basename } from 'node:path';
import { INTERVALS, type Interval } from '@orbiquant/contracts';
import type { LabInstrument } from '@orbiquant/lab';
import { lengthMs } from '@orbiquant/market';
import type { Bars } from '@orbiquant/quant';
import { instantOf, numberOf, readTable, type Table } from './read-table.ts';
import { UsageError } from './usage-error.ts';

const TIMES = ['ts', 'time', 'date', 'datetime', 'timestamp', 'open_time', 'opentime', ''];
const PRICES = ['open', 'high', 'low', 'close'] as const;

/** Candles of a CSV file: a column of time, four of prices, and one of volume where there is one (else 0). */
export function readBars(path: string): Bars {
  const table = readTable(path);
  const at = columnsOf(table);
  const column = (name: keyof typeof at, read: (cell: string | undefined) => number): Float64Array =>
    Float64Array.from(table.rows, (row) => read(row[at[name]]));
  return {
    openTimeMs: column('time', instantOf),
    open: column('open', numberOf),
    high: column('high', numberOf),
    low: column('low', numberOf),
    close: column('close', numberOf),
    volume: at.volume < 0 ? new Float64Array(table.rows.length) : column('volume', numberOf),
  };
}

/** Which column is what: by name, or in the usual order where there is no header. */
function columnsOf({ path, header, rows }: Table) {
  if (!header) {
    if ((rows[0]?.length ?? 0) < 5)
      throw new UsageError(`${path} has no header and fewer than five columns: time, open, high, low, close`);
    return { time: 0, open: 1, high: 2, low: 3, close: 4, volume: rows[0]!.length > 5 ? 5 : -1 };
  }
  const find = (names: readonly string[]): number => header.findIndex((name) => names.includes(name));
  const at = {
    time: find(TIMES),
    open: find(['open', 'o']),
    high: find(['high', 'h']),
    low: find(['low', 'l']),
    close: find(['close', 'c']),
    volume: find(['volume', 'v', 'vol']),
  };
  for (const name of ['time', ...PRICES] as const)
    if (at[name] < 0) throw new UsageError(`${path} has no column ${name}; it has ${header.join(', ')}`);
  return at;
}

/**
 * The instrument of a candle file. Symbol and interval come from a name like BTCUSDT-5m-2025.csv, else the symbol is the
 * name and the interval the usual distance of the bars. Tick and step are the finest digits that prices and volumes
 * show: an exchange that trades whole shares prints whole volumes.
 */
export function readInstrument(path: string, market: LabInstrument['market']): LabInstrument {
  const bars = readBars(path);
  const [, symbol, written] = /^([A-Z0-9]{3,})-(\d+[mhdwM])\b/.exec(basename(path)) ?? [];
  const named = INTERVALS.find((interval) => interval === written);
  return {
    symbol: symbol ?? basename(path).replace(/\.csv(\.gz)?$/, ''),
    interval: named ?? intervalOf(path, bars),
    bars,
    market,
    filters: {
      tickSize: 10 ** -mostDecimals([bars.open, bars.high, bars.low, bars.close]),
      stepSize: bars.volume.some((volume) => volume > 0) ? 10 ** -mostDecimals([bars.volume]) : 1e-8,
      quantityMin: 0,
      notionalMin: 0,
    },
  };
}

/** The interval whose length the middle distance between bars is nearest to. */
function intervalOf(path: string, { openTimeMs }: Bars): Interval {
  const steps = Array.from(openTimeMs.subarray(1), (atMs, k) => atMs - openTimeMs[k]!).toSorted((a, b) => a - b);
  const middle = steps[Math.floor(steps.length / 2)];
  if (middle === undefined || !(middle > 0))
    throw new UsageError(`${path}: two bars in order are needed to tell the interval`);
  const distance = (interval: Interval): number =>
    Math.abs(Math.log((interval === '1M' ? 30.4 * 864e5 : lengthMs(interval)) / middle));
  return INTERVALS.toSorted((a, b) => distance(a) - distance(b))[0]!;
}

const DECIMALS_MAX = 8;

function mostDecimals(columns: readonly Float64Array[]): number {
  let most = 0;
  for (const column of columns)
    for (const value of column) most = Math.max(most, (String(value).split('.')[1] ?? '').length);
  return Math.min(most, DECIMALS_MAX);
}
