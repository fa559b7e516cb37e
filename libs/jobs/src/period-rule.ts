import { AppError } from '@orbiquant/kernel';
import {
  dayOf,
  monthOf,
  nextPeriod,
  periodOf,
  periodOfKey,
  periodsDue,
  type Period,
  type PeriodKind,
} from '@orbiquant/periods';

const MINUTE_MS = 60_000;

/**
 * What a job is done for: each UTC day or month once, in order, or the minute of a schedule, where only the newest counts.
 * `leadMs`: how long before its end a period may be worked on already; 0 waits for the end.
 */
export type PeriodRule = { kind: PeriodKind; leadMs: number } | { kind: 'slot' };

/** A run that is due: its key, and the half-open range that it is about. For a slot both ends are its minute. */
export type DuePeriod = { key: string; fromMs: number; toMs: number };

/** When a job last looked, as far as rows tell. */
export type Standing = {
  /** When this installation began to follow the job; nothing that ended before is due. Epoch ms. */
  sinceMs: number;
  /** The newest period that has a row; null before the first. */
  lastKey: string | null;
};

/**
 * The runs that are due, oldest first: every day or month that has ended since the last one, however long nobody looked;
 * of slots the newest only. Derived from rows and the instant of the newest look, so that missing one loses nothing and a
 * clock that is put back makes nothing twice.
 *
 * @param lookMs  The newest instant at which the schedule said to look, <= now; null when it has not yet.
 */
export function dueRuns(rule: PeriodRule, { sinceMs, lastKey }: Standing, lookMs: number | null): DuePeriod[] {
  if (lookMs === null || lookMs < sinceMs) return [];
  if (rule.kind === 'slot') {
    const slot = slotOf(lookMs);
    return lastKey === null || lastKey < slot.key ? [slot] : [];
  }
  const untilMs = lookMs + rule.leadMs;
  const fromMs = lastKey === null ? sinceMs : nextPeriod(periodOfKey(lastKey)).fromMs;
  return periodsDue(rule.kind, fromMs, untilMs).map(plain);
}

/** The minute in which an instant lies, as the period of a job that has none: `2026-02-28T13:30Z`. */
export function slotOf(atMs: number): DuePeriod {
  const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  const day = dayOf(minuteMs);
  const minutes = (minuteMs - day.fromMs) / MINUTE_MS;
  return { key: `${day.key}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}Z`, fromMs: minuteMs, toMs: minuteMs };
}

const SLOT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)Z$/;

/** The period of a key. @throws AppError invalid-input, when a job of this rule has no such period */
export function runOfKey(rule: PeriodRule, key: string): DuePeriod {
  if (rule.kind === 'slot') {
    const [, day, hours, minutes] = SLOT.exec(key) ?? [];
    if (day === undefined) throw noPeriod(key);
    return slotOf(periodOfKey(day).fromMs + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS);
  }
  const period = periodOfKey(key);
  if (period.kind !== rule.kind) throw noPeriod(key);
  return plain(period);
}

/**
 * The run that a person means: the day or month in which a date lies, or without a date the newest that is over; for slots
 * this minute.
 * @param date  `2026-02-28`, UTC.
 * @throws AppError invalid-input for a date that does not exist, conflict for a period that is not over.
 */
export function runAskedFor(rule: PeriodRule, date: string | undefined, nowMs: number): DuePeriod {
  if (rule.kind === 'slot') return slotOf(nowMs);
  const { leadMs, kind } = rule;
  const newest = periodOf(kind, periodOf(kind, nowMs + leadMs).fromMs - 1);
  if (date === undefined) return plain(newest);
  const day = periodOfKey(date);
  const asked = kind === 'day' ? day : monthOf(day.fromMs);
  if (asked.toMs > nowMs + leadMs)
    throw new AppError('conflict', `${asked.key} is not over`, {
      errors: [{ path: 'date', code: 'not-over', message: `the newest that is over is ${newest.key}` }],
    });
  return plain(asked);
}

const plain = ({ key, fromMs, toMs }: Period): DuePeriod => ({ key, fromMs, toMs });

const noPeriod = (key: string): AppError =>
  new AppError('invalid-input', `This job has no period ${key}`, {
    errors: [{ path: 'period', code: 'invalid', message: 'a day, a month or a minute, as the job has them' }],
  });

const two = (part: number): string => String(part).padStart(2, '0');
