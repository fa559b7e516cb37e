import { AppError } from '@orbiquant/kernel';

/** A record of a market: the file's name, which says what it is of, and its text. */
export type RecordFile = { name: string; text: string };

/** The integer a decimal text is in units of 10^-decimals; NaN when it is finer or no number. */
export function scaled(text: string, decimals: number): number {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = (match?.[2] ?? '').replace(/0+$/, '');
  return !match || fraction.length > decimals ? NaN : Number(match[1] + fraction.padEnd(decimals, '0'));
}

const decimalsOf = (text = ''): number => (text.split('.')[1] ?? '').replace(/0+$/, '').length;

/** Most digits after the point that any of the columns uses. */
export const mostDecimals = (rows: string[][], columns: number[]): number =>
  rows.reduce((most, row) => Math.max(most, ...columns.map((column) => decimalsOf(row[column]))), 0);

/** The refusal of a file, which names it, and the line where there is one. */
export const faulty = (where: string, why: string): AppError => new AppError('invalid-input', `${where}: ${why}`);
