import { invariant } from '@orbiquant/kernel';
import type { DatedReturns } from './align.ts';
import { totalReturn } from './returns.ts';

/** A calendar span in UTC; weeks are ISO weeks (Monday to Sunday). */
export type CalendarSpan = 'week' | 'month' | 'quarter' | 'year';
/** The compounded return of one calendar span: `2024-W05`, `2024-02`, `2024-Q1` or `2024`. */
export type SpanReturn = { span: string; return: number };
/** One year of the monthly table: twelve fractions (NaN where there was no return), and the year compounded. */
export type MonthlyRow = { year: number; months: Float64Array; total: number };

const DAY_MS = 86_400_000;

/**
 * Returns by calendar: what each week, month, quarter or year earned, compounded, in UTC.
 *
 * @returns  Spans that have at least one return, in order; fractions.
 * @throws   Invariant, when times and returns differ in length.
 */
export function calendarReturns({ atMs, returns }: DatedReturns, span: CalendarSpan): SpanReturn[] {
  invariant(atMs.length === returns.length, 'each return has one time');
  const grouped = Map.groupBy(returns.keys(), (at) => spanOf(atMs[at]!, span));
  return Array.from(grouped, ([name, members]) => ({
    span: name,
    return: totalReturn(Float64Array.from(members, (at) => returns[at]!)),
  }));
}

/**
 * Monthly table: a row a year, a column a month, as fund sheets print it, in UTC.
 *
 * @returns  Years in order; months without a return are NaN.
 */
export function monthlyTable(dated: DatedReturns): MonthlyRow[] {
  const totals = calendarReturns(dated, 'year');
  const months = new Map(calendarReturns(dated, 'month').map((row) => [row.span, row.return]));
  return totals.map(({ span, return: total }) => ({
    year: Number(span),
    months: Float64Array.from({ length: 12 }, (_, at) => months.get(`${span}-${padded(at + 1)}`) ?? NaN),
    total,
  }));
}

const padded = (value: number): string => String(value).padStart(2, '0');

function spanOf(atMs: number, span: CalendarSpan): string {
  const date = new Date(atMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (span) {
    case 'week':
      return isoWeek(atMs);
    case 'month':
      return `${year}-${padded(month + 1)}`;
    case 'quarter':
      return `${year}-Q${Math.floor(month / 3) + 1}`;
    case 'year':
      return String(year);
  }
}

/** ISO 8601 week: a week belongs to the year of its Thursday. */
function isoWeek(atMs: number): string {
  const weekday = (new Date(atMs).getUTCDay() + 6) % 7;
  const thursday = new Date(atMs + (3 - weekday) * DAY_MS);
  const year = thursday.getUTCFullYear();
  return `${year}-W${padded(Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1)}`;
}
