import { AppError, invariant } from '@orbiquant/kernel';
import { civilFromDays, civilOf, DAY_MS, dayNumberOf, daysFromCivil, daysInMonth, type CivilDate } from './civil.ts';

/** How long a period is. */
export type PeriodKind = 'day' | 'month';

/** An accounting period in UTC: `fromMs` belongs to it, `toMs` to the next. */
export type Period = {
  kind: PeriodKind;
  /** `2026-02-28` or `2026-02`; sorts in the order of time for years 0 to 9999. */
  key: string;
  fromMs: number;
  toMs: number;
};

/** The UTC day in which an instant lies. `atMs`: epoch milliseconds, any whole number. */
export function dayOf(atMs: number): Period {
  invariant(Number.isSafeInteger(atMs), 'an instant is a whole number of milliseconds');
  return dayPeriod(dayNumberOf(atMs));
}

/** The UTC month in which an instant lies. `atMs`: epoch milliseconds, any whole number. */
export function monthOf(atMs: number): Period {
  invariant(Number.isSafeInteger(atMs), 'an instant is a whole number of milliseconds');
  const { year, month } = civilOf(atMs);
  return monthPeriod(year, month);
}

/** The period of a kind in which an instant lies. */
export const periodOf = (kind: PeriodKind, atMs: number): Period => (kind === 'day' ? dayOf(atMs) : monthOf(atMs));

/** The period right after. */
export const nextPeriod = ({ kind, toMs }: Period): Period => periodOf(kind, toMs);

/** The period right before. */
export const previousPeriod = ({ kind, fromMs }: Period): Period => periodOf(kind, fromMs - 1);

/** Whether an instant lies in a period: its start does, its end does not. */
export const containsInstant = ({ fromMs, toMs }: Period, atMs: number): boolean => fromMs <= atMs && atMs < toMs;

/**
 * The periods that came to an end after one instant and not after another, oldest first: what is due after a time in
 * which nobody looked. A period is due from its `toMs` on.
 */
export function periodsDue(kind: PeriodKind, afterMs: number, untilMs: number): Period[] {
  const due: Period[] = [];
  for (let period = periodOf(kind, afterMs); period.toMs <= untilMs; period = nextPeriod(period)) due.push(period);
  return due;
}

/**
 * The period in which something that happened at an instant is booked: its own while that is open, else the first open
 * one. What was closed stays as it was.
 *
 * @param closedUntilMs  End of the last closed period.
 */
export const bookingPeriodOf = (kind: PeriodKind, atMs: number, closedUntilMs: number): Period =>
  periodOf(kind, Math.max(atMs, closedUntilMs));

const KEY = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

/** The period of a key such as `2026-02` or `2026-02-28`. @throws AppError invalid-input, when there is no such month or day. */
export function periodOfKey(key: string): Period {
  const [, year, month, day] = KEY.exec(key) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day ?? 1) };
  if (year === undefined || !exists(date)) throw new AppError('invalid-input', `There is no period ${key}`, badKey);
  return day === undefined ? monthPeriod(date.year, date.month) : dayPeriod(daysFromCivil(date));
}

const badKey = { errors: [{ path: 'period', code: 'invalid', message: 'must be such as 2026-02 or 2026-02-28' }] };

const exists = ({ year, month, day }: CivilDate): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

function dayPeriod(days: number): Period {
  const { year, month, day } = civilFromDays(days);
  const fromMs = days * DAY_MS;
  return { kind: 'day', key: `${yearText(year)}-${two(month)}-${two(day)}`, fromMs, toMs: fromMs + DAY_MS };
}

function monthPeriod(year: number, month: number): Period {
  const fromDays = daysFromCivil({ year, month, day: 1 });
  const toDays = fromDays + daysInMonth(year, month);
  return { kind: 'month', key: `${yearText(year)}-${two(month)}`, fromMs: fromDays * DAY_MS, toMs: toDays * DAY_MS };
}

const two = (part: number): string => String(part).padStart(2, '0');
const yearText = (year: number): string => String(year).padStart(4, '0');
