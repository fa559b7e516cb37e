/** One day in milliseconds; UTC days have no other length here, as in POSIX time. */
export const DAY_MS = 86_400_000;

/** A calendar date of the proleptic Gregorian calendar: month 1..12, day 1..31. */
export type CivilDate = { year: number; month: number; day: number };

const DAYS_PER_ERA = 146_097;
const EPOCH_IN_ERA = 719_468;

/**
 * The calendar date of a day number.
 *
 * @param days  Whole days since 1970-01-01, any sign.
 * @see H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`: years begin in March, so that
 *      the leap day comes last.
 */
export function civilFromDays(days: number): CivilDate {
  const shifted = days + EPOCH_IN_ERA;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = yearWithinEra(dayOfEra);
  const dayOfYear = dayOfEra - daysBeforeYear(yearOfEra);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - daysBeforeMonth(fromMarch) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/**
 * The day number of a calendar date: whole days since 1970-01-01.
 * @see H. Hinnant, `days_from_civil`.
 */
export function daysFromCivil({ year, month, day }: CivilDate): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = daysBeforeMonth(month > 2 ? month - 3 : month + 9) + day - 1;
  return era * DAYS_PER_ERA + daysBeforeYear(yearOfEra) + dayOfYear - EPOCH_IN_ERA;
}

/** The UTC day number in which an instant lies. `atMs`: epoch milliseconds. */
export const dayNumberOf = (atMs: number): number => Math.floor(atMs / DAY_MS);

/** The UTC calendar date in which an instant lies. `atMs`: epoch milliseconds. */
export const civilOf = (atMs: number): CivilDate => civilFromDays(dayNumberOf(atMs));

/** Months since January of the year 0, in UTC: two instants of one month have the same number, the next month has one more. */
export function monthIndexOf(atMs: number): number {
  const { year, month } = civilOf(atMs);
  return year * 12 + month - 1;
}

/** How many days a month has, 28..31. `month` is 1..12. */
export const daysInMonth = (year: number, month: number): number =>
  daysFromCivil(month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }) -
  daysFromCivil({ year, month, day: 1 });

/** The same day of a later (or, below zero, earlier) month; the month's last day where it has no such day: Jan 31 + 1 = Feb 28 or 29. */
export function addMonths({ year, month, day }: CivilDate, months: number): CivilDate {
  const index = year * 12 + month - 1 + months;
  const moved = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 };
  return { ...moved, day: Math.min(day, daysInMonth(moved.year, moved.month)) };
}

const yearWithinEra = (dayOfEra: number): number =>
  Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
const daysBeforeYear = (yearOfEra: number): number =>
  365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
const daysBeforeMonth = (fromMarch: number): number => Math.floor((153 * fromMarch + 2) / 5);
