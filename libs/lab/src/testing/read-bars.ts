import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Bars } from '@orbiquant/quant';

/** Bars of a reference file with a header and the columns time, open, high, low, close, volume; plain or gzipped. */
export function readBars(path: string): Bars {
  const file = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(file) : file).toString('utf8');
  const rows = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => Number(row[at]));
  const openTimeMs = Float64Array.from(rows, ([time = '']) =>
    /^\d+$/.test(time) ? Number(time) : Date.parse(`${time}Z`),
  );
  return { openTimeMs, open: column(1), high: column(2), low: column(3), close: column(4), volume: column(5) };
}
