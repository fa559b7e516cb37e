import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilOf, dayNumberOf } from './civil.ts';
import { parseCron, runsOnDay, type Cron } from './cron.ts';
import { nextCronAfter } from './next-cron.ts';
import { offsetsOf } from './zone-offset.ts';

const MINUTE_MS = 60_000;
const at = (text: string): number => Date.parse(text);
const next = (cron: string, after: string, zone?: string): string | null => {
  const ms = nextCronAfter(parseCron(cron), at(after), zone);
  return ms === null ? null : new Date(ms).toISOString();
};

/** Walks minute by minute over `minutes` minutes; the slow rule against which the fast one is held. */
function bruteNext(cron: Cron, afterMs: number, { zone, minutes }: { zone: string; minutes: number }): number | null {
  const offsetAt = offsetsOf(zone);
  const matches = (wallMs: number): boolean => {
    const { month, day } = civilOf(wallMs);
    const dayOfWeek = (((dayNumberOf(wallMs) + 4) % 7) + 7) % 7;
    const minuteOfDay = Math.floor((wallMs % 86_400_000) / MINUTE_MS);
    return (
      runsOnDay(cron, { month, day, dayOfWeek }) &&
      cron.hours.includes(Math.floor(minuteOfDay / 60)) &&
      cron.minutes.includes(minuteOfDay % 60)
    );
  };
  const start = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS;
  // The wall clock's highest reading over the day before tells what has been shown already.
  let shownMs = -Infinity;
  for (let atMs = start - 1440 * MINUTE_MS; atMs <= start; atMs += MINUTE_MS)
    shownMs = Math.max(shownMs, atMs + offsetAt(atMs));
  for (let atMs = start + MINUTE_MS; atMs <= start + minutes * MINUTE_MS; atMs += MINUTE_MS) {
    const wallMs = atMs + offsetAt(atMs);
    if (cron.isRepeating) {
      if (matches(wallMs)) return atMs;
      continue;
    }
    for (let newMs = shownMs + MINUTE_MS; newMs <= wallMs; newMs += MINUTE_MS) if (matches(newMs)) return atMs;
    shownMs = Math.max(shownMs, wallMs);
  }
  return null;
}

describe('schedules', () => {
  it.each([
    ['59 23 * * *', '2026-02-28T23:59:00Z', '2026-03-01T23:59:00.000Z'],
    ['30 0 * * *', '2026-02-28T00:29:59.999Z', '2026-02-28T00:30:00.000Z'],
    ['0 1 1 * *', '2026-12-01T01:00:00Z', '2027-01-01T01:00:00.000Z'],
    ['*/30 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:30:00.000Z'],
    ['0 * * * *', '2026-01-01T00:59:59Z', '2026-01-01T01:00:00.000Z'],
    ['0 3 * * 0', '2026-01-01T00:00:00Z', '2026-01-04T03:00:00.000Z'],
    ['0 3 * * SUN', '2026-01-01T00:00:00Z', '2026-01-04T03:00:00.000Z'],
    ['0 3 * * 7', '2026-01-01T00:00:00Z', '2026-01-04T03:00:00.000Z'],
    ['0 12 29 2 *', '2097-01-01T00:00:00Z', '2104-02-29T12:00:00.000Z'],
    ['0 0 13 * fri', '2026-01-03T00:00:00Z', '2026-01-09T00:00:00.000Z'],
    ['5,10-12,50/5 0 * jan-mar *', '2026-01-01T00:12:00Z', '2026-01-01T00:50:00.000Z'],
  ])('of %s after %s run at %s', (cron, after, expected) => {
    expect(next(cron, after)).toBe(expected);
  });
  it('that name a day which never comes run never', () => {
    expect(next('0 0 30 2 *', '2026-01-01T00:00:00Z')).toBeNull();
  });
  it('N12 run by the wall clock of their zone', () => {
    expect(next('30 0 * * *', '2026-01-10T00:00:00Z', 'Asia/Kolkata')).toBe('2026-01-10T19:00:00.000Z');
    expect(next('0 1 1 * *', '2026-01-10T00:00:00Z', 'Pacific/Kiritimati')).toBe('2026-01-31T11:00:00.000Z');
  });
  it('N12 run a fixed time that spring skips at the jump, and one that autumn repeats once', () => {
    expect(next('30 2 * * *', '2026-03-08T06:00:00Z', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
    expect(next('30 2 * * *', '2026-03-08T07:00:00Z', 'America/New_York')).toBe('2026-03-09T06:30:00.000Z');
    expect(next('30 1 * * *', '2026-11-01T00:00:00Z', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(next('30 1 * * *', '2026-11-01T05:30:00Z', 'America/New_York')).toBe('2026-11-02T06:30:00.000Z');
  });
  it('N12 repeat through a repeated hour without a pause', () => {
    expect(next('*/30 * * * *', '2026-11-01T05:30:00Z', 'America/New_York')).toBe('2026-11-01T06:00:00.000Z');
    expect(next('*/30 * * * *', '2026-11-01T06:00:00Z', 'America/New_York')).toBe('2026-11-01T06:30:00.000Z');
  });
  it('N12 run when a minute-by-minute walk says so, also around changes of the clock', () => {
    const zones = [
      'UTC',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Kiritimati',
      'Australia/Lord_Howe',
      'Europe/Madrid',
    ];
    const turns = [
      '2026-03-08T06:00Z',
      '2026-11-01T05:00Z',
      '2026-03-29T01:00Z',
      '2026-10-25T00:00Z',
      '2026-04-04T15:00Z',
    ];
    const minute = fc.constantFrom('0', '30', '*/15', '*', '5-20/7', '1,59');
    const hour = fc.constantFrom('0', '1', '2', '3', '*', '*/6', '1-3', '23');
    const days = fc.constantFrom('* * *', '* * 0', '1 * *', '*/2 * *', '* 3,11 mon-fri');
    fc.assert(
      fc.property(
        fc.record({
          parts: fc.tuple(minute, hour, days),
          zone: fc.constantFrom(...zones),
          turn: fc.constantFrom(...turns),
          shift: fc.integer({ min: -1000, max: 600 }),
        }),
        ({ parts, zone, turn, shift }) => {
          const cron = parseCron(parts.join(' '));
          const afterMs = at(turn) + shift * MINUTE_MS;
          const found = nextCronAfter(cron, afterMs, zone);
          const minutes = 1600;
          const walked = bruteNext(cron, afterMs, { zone, minutes });
          if (walked === null) expect(found === null || found > afterMs + minutes * MINUTE_MS).toBe(true);
          else expect(found).toBe(walked);
        },
      ),
      { numRuns: 60 },
    );
  });
  it.each([
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '*/0 * * * *',
    '5-1 * * * *',
    'x * * * *',
    '*-5 * * * *',
    '1.5 * * * *',
    '',
  ])('cannot be read from %j', (text) => {
    expect(() => parseCron(text)).toThrow('A schedule cannot be read');
  });
  it('refuse a zone that does not exist', () => {
    expect(() => nextCronAfter(parseCron('* * * * *'), 0, 'Mars/Olympus')).toThrow('There is no time zone');
  });
});
