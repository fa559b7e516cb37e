import { AppError } from '@orbiquant/kernel';
import { daysFromCivil, DAY_MS } from './civil.ts';

/** How far a place's wall clock is ahead of UTC at an instant. Milliseconds, negative in the west. */
export type OffsetAt = (atMs: number) => number;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The wall clock of a named zone (`America/New_York`), by the platform's time zone table.
 * @throws AppError invalid-input, when there is no such zone.
 */
export function offsetsOf(timeZone: string): OffsetAt {
  if (timeZone === 'UTC') return () => 0;
  const format = formatOf(timeZone);
  return (atMs) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(atMs)) parts[type] = Number(value);
    const days = daysFromCivil({ year: parts['year']!, month: parts['month']!, day: parts['day']! });
    const wallSec = parts['hour']! * 3600 + parts['minute']! * 60 + parts['second']!;
    return days * DAY_MS + wallSec * 1000 - Math.floor(atMs / 1000) * 1000;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
    return format;
  } catch (cause) {
    const errors = [{ path: 'timeZone', code: 'unknown-zone', message: 'must be an IANA name such as Europe/Madrid' }];
    throw new AppError('invalid-input', `There is no time zone ${timeZone}`, { errors, cause });
  }
}
