import { latestLook } from '@orbiquant/jobs';
import { canonicalJson } from '@orbiquant/kernel';
import { dayOf, parseCron, periodsDue } from '@orbiquant/periods';
import { bookingDay } from '../booking-day.ts';
import { settleDay } from '../settle-day.ts';
import { busyDay } from './sample-day.ts';

/** Prints what a machine in its own zone makes of the days that are hard: the test compares the bytes of several zones. */
const HARD_DAYS = [
  '2026-03-08',
  '2026-03-29',
  '2026-10-25',
  '2026-11-01',
  '2027-12-31',
  '2028-01-01',
  '2028-02-28',
  '2028-02-29',
  '2028-03-01',
];
const reports = HARD_DAYS.map((day) => settleDay(busyDay(day, 40, day)));
const looks = HARD_DAYS.map((day) => latestLook(parseCron('59 23 * * *'), Date.parse(`${day}T12:00:00Z`), 'UTC'));
const newYorkLooks = HARD_DAYS.map((day) =>
  latestLook(parseCron('30 1 * * *'), Date.parse(`${day}T12:00:00Z`), 'America/New_York'),
);
const due = periodsDue('month', Date.UTC(2027, 10, 30, 23, 59, 59, 999), Date.UTC(2028, 3, 1));
const late = HARD_DAYS.map((day) => {
  const closedUntilMs = dayOf(Date.parse(`${day}T00:00:00Z`)).toMs;
  return bookingDay({ atMs: closedUntilMs - 1, receivedAtMs: closedUntilMs + 1, closedUntilMs });
});
process.stdout.write(canonicalJson({ reports, looks, newYorkLooks, due, late }));
