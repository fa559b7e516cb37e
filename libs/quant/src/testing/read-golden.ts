import { readFileSync } from 'node:fs';
import { sharedPath } from '@orbiquant/testing';
import type { Bars } from '../indicator/bars.ts';

const DAY_MS = 86_400_000;

/** A file of comma-separated values with a title line; a blank cell is NaN, a missing column is undefined. */
export function readTable(path: string): { rows: number; column(title: string): Float64Array | undefined } {
  const lines = readFileSync(sharedPath(path), 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const [titles, ...rows] = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  return {
    rows: rows.length,
    column: (title) => {
      const at = titles!.findIndex((name) => name.toLowerCase() === title.toLowerCase());
      const number = (cell: string | undefined): number => (cell === undefined || cell === '' ? NaN : Number(cell));
      return at < 0 ? undefined : Float64Array.from(rows, (row) => number(row[at]));
    },
  };
}

/** Bars of such a file, one a day; prices that it lacks are its closes, a volume that it lacks is zero. */
export function readBars(path: string): Bars {
  const table = readTable(path);
  const close = table.column('close')!;
  const price = (title: string): Float64Array => table.column(title) ?? close;
  const openTimeMs = Float64Array.from({ length: table.rows }, (_, at) => at * DAY_MS);
  const volume = table.column('volume') ?? new Float64Array(table.rows);
  return { openTimeMs, open: price('open'), high: price('high'), low: price('low'), close, volume };
}

/** A column of a result file of Stock.Indicators; null is NaN. */
export function readStockIndicators(file: string, field: string): Float64Array {
  const path = `golden/stock-indicators/results/${file}.standard.json`;
  const rows = JSON.parse(readFileSync(sharedPath(path), 'utf8')) as Record<string, number | null | undefined>[];
  return Float64Array.from(rows, (row) => row[field] ?? NaN);
}

/** One case of Tulip Indicators: inputs first, outputs last, the outputs right-aligned. */
export type TulipVector = {
  readonly tulip: string;
  readonly options: readonly number[];
  readonly rows: Float64Array[];
};

/** The cases as published, in their own text form: a name with options, then one row of numbers in braces each. */
export function readTulip(): TulipVector[] {
  return ['untest', 'atoz', 'extra'].flatMap((file) => {
    const text = readFileSync(sharedPath(`golden/tulip/${file}.txt`), 'utf8');
    const vectors: { tulip: string; options: number[]; rows: Float64Array[] }[] = [];
    for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
      if (line === '' || line.startsWith('#')) continue;
      const cells = line
        .slice(1, -1)
        .split(',')
        .filter((cell) => cell.trim() !== '');
      if (line.startsWith('{')) vectors.at(-1)!.rows.push(Float64Array.from(cells, Number));
      else vectors.push({ tulip: line.split(/\s+/)[0]!, options: line.split(/\s+/).slice(1).map(Number), rows: [] });
    }
    return vectors;
  });
}
