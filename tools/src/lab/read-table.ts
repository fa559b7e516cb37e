import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { UsageError } from './usage-error.ts';

/** A CSV file as text cells, with its header in lower case; null where the first line holds figures already. */
export type Table = { path: string; header: string[] | null; rows: string[][] };

/** Reads a CSV file, plain or gzipped, with commas or semicolons. @throws UsageError naming the file */
export function readTable(path: string): Table {
  const lines = textOf(path)
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new UsageError(`${path} is empty`);
  const separator = lines[0]!.includes(';') && !lines[0]!.includes(',') ? ';' : ',';
  const rows = lines.map((line) => line.split(separator).map((cell) => cell.trim()));
  const isHeader =
    rows[0]!.slice(1).every((cell) => cell === '' || !/^[-+]?[\d.]/.test(cell)) && /[a-z]/i.test(lines[0]!);
  return isHeader
    ? { path, header: rows[0]!.map((cell) => cell.toLowerCase()), rows: rows.slice(1) }
    : { path, header: null, rows };
}

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A number of a cell. NaN, null and nothing are NaN, for whoever checks to name. */
export const numberOf = (cell: string | undefined): number =>
  cell !== undefined && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cell) ? Number(cell) : NaN;

/** An instant of a cell: epoch seconds, milliseconds or microseconds by size, or an ISO-like date in UTC. NaN when it is none. */
export function instantOf(cell: string | undefined): number {
  const value = numberOf(cell);
  return Number.isNaN(value) ? dateOf(cell ?? '') : epochMs(value);
}

const epochMs = (value: number): number =>
  value < 1e11 ? value * 1_000 : value < 1e14 ? value : Math.floor(value / 1_000);

function dateOf(text: string): number {
  const match = /^(\d{4})[-./](\d{2})[-./](\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?/.exec(text);
  if (!match) return NaN;
  const [year = 0, month = 1, day = 1, ...time] = match.slice(1).map((part) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, ...time);
}
