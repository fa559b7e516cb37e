import type { LabResult } from '@orbiquant/contracts';

/** A year of a run: what each month earned, null where it has none, and the whole year. */
export type YearRow = { year: number; months: ReadonlyArray<number | null>; total: number };

const MONTHS = 12;

/** Month by month returns year by year, the newest first; a year's return compounds its months. */
export function yearsOf(months: LabResult['months']): YearRow[] {
  const byYear = Map.groupBy(months, ({ year }) => year);
  return [...byYear]
    .toSorted(([a], [b]) => b - a)
    .map(([year, own]) => ({
      year,
      months: Array.from(
        { length: MONTHS },
        (_unused, at) => own.find(({ month }) => month === at + 1)?.return ?? null,
      ),
      total: own.reduce((grown, one) => grown * (1 + one.return), 1) - 1,
    }));
}
