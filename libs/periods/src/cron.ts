import { AppError } from '@orbiquant/kernel';

/** A schedule in the five fields of cron, as sets of allowed values in ascending order. */
export type Cron = {
  text: string;
  minutes: readonly number[];
  hours: readonly number[];
  daysOfMonth: readonly number[];
  months: readonly number[];
  /** 0 = Sunday .. 6 = Saturday. */
  daysOfWeek: readonly number[];
  /** Whether both kinds of day are restricted: then either is enough, as in POSIX. */
  eitherDay: boolean;
  /** Whether it repeats within the hours of a day (hour or minute field begins with `*`) and so follows elapsed time. */
  isRepeating: boolean;
};

type Field = { name: string; min: number; max: number; names?: readonly string[] };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 0, max: 7, names: DAYS },
];

/**
 * Reads a schedule such as `30 0 * * *` or `0 3 * * sun`: values, lists, ranges, steps, names of months and days.
 * @throws AppError invalid-input, naming the field that cannot be read.
 * @see POSIX.1-2017, crontab, for the fields and the rule of the two day fields.
 */
export function parseCron(text: string): Cron {
  const parts = text.trim().toLowerCase().split(/\s+/);
  if (parts.length !== FIELDS.length) throw unreadable('cron', `has ${parts.length} fields where 5 are needed`);
  const [minutes, hours, daysOfMonth, months, week] = FIELDS.map((field, index) => readField(field, parts[index]!));
  const daysOfWeek = ascending(week!.map((day) => day % 7));
  const [minuteText, hourText, dayText, , weekText] = parts;
  return {
    text,
    minutes: minutes!,
    hours: hours!,
    daysOfMonth: daysOfMonth!,
    months: months!,
    daysOfWeek,
    eitherDay: !dayText!.startsWith('*') && !weekText!.startsWith('*'),
    isRepeating: minuteText!.startsWith('*') || hourText!.startsWith('*'),
  };
}

/** Whether a schedule runs on a calendar day at all. `dayOfWeek`: 0 = Sunday. */
export function runsOnDay(
  cron: Cron,
  { month, day, dayOfWeek }: { month: number; day: number; dayOfWeek: number },
): boolean {
  if (!cron.months.includes(month)) return false;
  const byMonth = cron.daysOfMonth.includes(day);
  const byWeek = cron.daysOfWeek.includes(dayOfWeek);
  return cron.eitherDay ? byMonth || byWeek : byMonth && byWeek;
}

const readField = (field: Field, text: string): number[] =>
  ascending(text.split(',').flatMap((part) => readPart(field, part)));

const PART = /^(\*|[a-z]+|\d+)(?:-([a-z]+|\d+))?(?:\/(\d+))?$/;

function readPart(field: Field, text: string): number[] {
  const [, first, last, step] = PART.exec(text) ?? [];
  if (first === undefined || (first === '*' && last !== undefined)) throw unreadable(field.name, `has ${text}`);
  const { from, to } = readRange(field, { first, last, hasStep: step !== undefined });
  const by = Number(step ?? 1);
  if (from > to || by === 0) throw unreadable(field.name, `has ${text}`);
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

type RangeText = { first: string; last: string | undefined; hasStep: boolean };

function readRange(field: Field, { first, last, hasStep }: RangeText): { from: number; to: number } {
  const { min, max } = field;
  if (first === '*') return { from: min, to: field.name === 'day of week' ? 6 : max };
  const from = readValue(field, first);
  if (last !== undefined) return { from, to: readValue(field, last) };
  return { from, to: hasStep ? max : from };
}

function readValue({ name, min, max, names }: Field, text: string): number {
  const named = names?.indexOf(text) ?? -1;
  const value = named >= 0 ? named + min : Number(text);
  if (!Number.isInteger(value) || value < min || value > max) throw unreadable(name, `has ${text}`);
  return value;
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((left, right) => left - right);

const unreadable = (field: string, fault: string): AppError =>
  new AppError('invalid-input', `A schedule cannot be read: its ${field} ${fault}`, {
    errors: [{ path: field, code: 'cron', message: fault }],
  });
