import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, civilFromDays, civilOf, DAY_MS, daysFromCivil, daysInMonth, monthIndexOf } from './civil.ts';
import {
  bookingPeriodOf,
  containsInstant,
  dayOf,
  monthOf,
  nextPeriod,
  periodOf,
  periodOfKey,
  periodsDue,
  previousPeriod,
  type Period,
} from './period.ts';

const YEAR_1970_MS = 0;
const YEAR_2200_MS = Date.UTC(2200, 0, 1);
const instant = fc.integer({ min: YEAR_1970_MS, max: YEAR_2200_MS - 1 });
const kind = fc.constantFrom('day' as const, 'month' as const);
const keysOf = (periods: readonly Period[]): string[] => periods.map(({ key }) => key);

describe('the calendar', () => {
  it('is that of the platform on every day from 1970 to 2200', () => {
    for (let days = 0; days * DAY_MS < YEAR_2200_MS; days++) {
      const theirs = new Date(days * DAY_MS);
      const ours = civilFromDays(days);
      const same =
        ours.year === theirs.getUTCFullYear() &&
        ours.month === theirs.getUTCMonth() + 1 &&
        ours.day === theirs.getUTCDate() &&
        daysFromCivil(ours) === days;
      if (!same) throw new Error(`day ${days}: ${JSON.stringify(ours)}`);
    }
  });
  it('N13 knows leap years: 2000 and 2028 are, 2100 and 2026 are not', () => {
    expect([2000, 2026, 2028, 2100].map((year) => daysInMonth(year, 2))).toEqual([29, 28, 29, 28]);
  });
  it('N13 puts a month after January 31 on the last of February', () => {
    expect(addMonths({ year: 2026, month: 1, day: 31 }, 1)).toEqual({ year: 2026, month: 2, day: 28 });
    expect(addMonths({ year: 2028, month: 1, day: 31 }, 1)).toEqual({ year: 2028, month: 2, day: 29 });
    expect(addMonths({ year: 2026, month: 12, day: 31 }, 2)).toEqual({ year: 2027, month: 2, day: 28 });
    expect(addMonths({ year: 2026, month: 1, day: 15 }, -13)).toEqual({ year: 2024, month: 12, day: 15 });
  });
  it('works before 1970', () => {
    expect(civilOf(-1)).toEqual({ year: 1969, month: 12, day: 31 });
    expect(dayOf(-1)).toEqual({ kind: 'day', key: '1969-12-31', fromMs: -DAY_MS, toMs: 0 });
  });
});

describe('periods', () => {
  it('N13 hold every instant in exactly one period', () => {
    fc.assert(
      fc.property(kind, instant, (of, atMs) => {
        const period = periodOf(of, atMs);
        expect(containsInstant(period, atMs)).toBe(true);
        expect(containsInstant(nextPeriod(period), atMs)).toBe(false);
        expect(containsInstant(previousPeriod(period), atMs)).toBe(false);
        expect(nextPeriod(period).fromMs).toBe(period.toMs);
        expect(previousPeriod(period).toMs).toBe(period.fromMs);
        expect(nextPeriod(previousPeriod(period))).toEqual(period);
        expect(periodOfKey(period.key)).toEqual(period);
      }),
    );
  });
  it('N13 are half-open at the ends of months and years', () => {
    const newYear = Date.UTC(2027, 0, 1);
    expect([monthOf(newYear - 1).key, monthOf(newYear).key]).toEqual(['2026-12', '2027-01']);
    expect([dayOf(newYear - 1).key, dayOf(newYear).key]).toEqual(['2026-12-31', '2027-01-01']);
    expect(monthOf(Date.UTC(2028, 1, 29, 12))).toMatchObject({ key: '2028-02', toMs: Date.UTC(2028, 2, 1) });
  });
  it('N13 hold a leap second, which POSIX time repeats, in the new day', () => {
    // 2016-12-31T23:59:60Z has the same number as 2017-01-01T00:00:00Z.
    expect(dayOf(1_483_228_800_000).key).toBe('2017-01-01');
  });
  it('N12 are named by UTC, whatever the machine’s zone', () => {
    expect(monthOf(Date.parse('2026-02-28T20:00:00-05:00')).key).toBe('2026-03');
    expect(dayOf(Date.parse('2026-01-01T13:00:00+14:00')).key).toBe('2025-12-31');
  });
  it('N11 are due in order, each once, after three months in which nobody looked', () => {
    const due = periodsDue('month', Date.UTC(2025, 10, 1), Date.UTC(2026, 1, 1));
    expect(keysOf(due)).toEqual(['2025-11', '2025-12', '2026-01']);
    expect(keysOf(periodsDue('day', Date.UTC(2026, 1, 27), Date.UTC(2026, 2, 1)))).toEqual([
      '2026-02-27',
      '2026-02-28',
    ]);
    expect(periodsDue('month', Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1) - 1)).toEqual([]);
  });
  it('N11 are due the same whether one looks once or often', () => {
    const year = { min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) };
    fc.assert(
      fc.property(kind, fc.array(fc.integer(year), { minLength: 2, maxLength: 12 }), (of, looks) => {
        const sorted = looks.toSorted((a, b) => a - b);
        const often = sorted.slice(1).flatMap((untilMs, index) => periodsDue(of, sorted[index]!, untilMs));
        expect(often).toEqual(periodsDue(of, sorted[0]!, sorted.at(-1)!));
      }),
    );
  });
  it('N14 book what comes late in the first open period', () => {
    const closed = monthOf(Date.UTC(2026, 0, 5));
    const late = closed.toMs - 1;
    expect(bookingPeriodOf('month', late, closed.toMs).key).toBe('2026-02');
    expect(bookingPeriodOf('month', late, closed.fromMs).key).toBe('2026-01');
  });
  it.each(['2026-13', '2026-02-29', '2026-00', '2026-2', '26-02', '2026-02-28T00', '', '2026-04-31'])(
    'refuse the key %j',
    (key) => {
      expect(() => periodOfKey(key)).toThrow('There is no period');
    },
  );
  it('number months so that the next has one more', () => {
    fc.assert(fc.property(instant, (atMs) => monthIndexOf(monthOf(atMs).toMs) === monthIndexOf(atMs) + 1));
  });
});
