import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCron } from '@orbiquant/periods';
import { latestLook } from './latest-look.ts';
import { dueRuns, runAskedFor, runOfKey, slotOf, type PeriodRule } from './period-rule.ts';

const at = (text: string): number => Date.parse(text);
const MONTH: PeriodRule = { kind: 'month', leadMs: 0 };
const DAY: PeriodRule = { kind: 'day', leadMs: 0 };
const EVENING: PeriodRule = { kind: 'day', leadMs: 60_000 };
const SLOT: PeriodRule = { kind: 'slot' };
const keys = (rule: PeriodRule, standing: { sinceMs: number; lastKey: string | null }, look: number | null): string[] =>
  dueRuns(rule, standing, look).map(({ key }) => key);

describe('what is due', () => {
  const sinceMs = at('2026-01-10T00:00Z');

  it('N11: three months in which nobody looked are due once each, in order', () => {
    const standing = { sinceMs, lastKey: '2026-01' };
    expect(keys(MONTH, standing, at('2026-05-01T01:00Z'))).toEqual(['2026-02', '2026-03', '2026-04']);
    expect(keys(MONTH, { sinceMs, lastKey: '2026-04' }, at('2026-05-01T01:00Z'))).toEqual([]);
  });
  it('nothing that ended before the installation began is due', () => {
    expect(keys(MONTH, { sinceMs, lastKey: null }, at('2026-02-01T01:00Z'))).toEqual(['2026-01']);
    expect(keys(DAY, { sinceMs, lastKey: null }, at('2026-01-10T00:30Z'))).toEqual([]);
    expect(keys(DAY, { sinceMs, lastKey: null }, null)).toEqual([]);
  });
  it('a day is settled in its last minute, and not a minute earlier', () => {
    const standing = { sinceMs, lastKey: '2026-02-27' };
    expect(keys(EVENING, standing, at('2026-02-28T23:58:59Z'))).toEqual([]);
    expect(keys(EVENING, standing, at('2026-02-28T23:59:00Z'))).toEqual(['2026-02-28']);
  });
  it('of slots only the newest is due, once', () => {
    expect(keys(SLOT, { sinceMs, lastKey: '2026-01-11T10:00Z' }, at('2026-03-01T12:30Z'))).toEqual([
      '2026-03-01T12:30Z',
    ]);
    expect(keys(SLOT, { sinceMs, lastKey: '2026-03-01T12:30Z' }, at('2026-03-01T12:30:40Z'))).toEqual([]);
  });
  it('I19: a clock that is put back makes nothing due that was', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(MONTH, DAY, EVENING, SLOT),
        fc.nat(400 * 86_400_000),
        fc.nat(90 * 86_400_000),
        (rule, on, back) => {
          const look = sinceMs + on;
          const last = dueRuns(rule, { sinceMs, lastKey: null }, look).at(-1)?.key ?? null;
          if (last !== null) expect(dueRuns(rule, { sinceMs, lastKey: last }, look - back)).toEqual([]);
        },
      ),
    );
  });
  it('N13: however the looks fall, every period comes once and in order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(MONTH, DAY, EVENING),
        fc.array(fc.nat(40 * 86_400_000), { maxLength: 20 }),
        (rule, steps) => {
          let [look, lastKey]: [number, string | null] = [sinceMs, null];
          const seen: string[] = [];
          for (const step of steps) {
            look += step;
            const due = keys(rule, { sinceMs, lastKey }, look);
            seen.push(...due);
            lastKey = due.at(-1) ?? lastKey;
          }
          expect(seen).toEqual(keys(rule, { sinceMs, lastKey: null }, look));
        },
      ),
    );
  });
  it('N13: month ends, a leap day and the turn of the year are ordinary', () => {
    expect(keys(MONTH, { sinceMs: at('2027-12-31T00:00Z'), lastKey: null }, at('2028-03-01T01:00Z'))).toEqual([
      '2027-12',
      '2028-01',
      '2028-02',
    ]);
    expect(keys(DAY, { sinceMs, lastKey: '2028-02-27' }, at('2028-03-01T00:30Z'))).toEqual([
      '2028-02-28',
      '2028-02-29',
    ]);
  });
});

describe('what a person asks for', () => {
  it('is the day or month in which a date lies', () => {
    expect(runAskedFor(DAY, '2026-02-28', at('2026-03-05T00:00Z')).key).toBe('2026-02-28');
    expect(runAskedFor(MONTH, '2026-02-28', at('2026-03-05T00:00Z')).key).toBe('2026-02');
    expect(runAskedFor(SLOT, undefined, at('2026-03-05T07:09:11Z')).key).toBe('2026-03-05T07:09Z');
  });
  it('is without a date the newest that is over', () => {
    expect(runAskedFor(DAY, undefined, at('2026-03-01T00:00Z')).key).toBe('2026-02-28');
    expect(runAskedFor(EVENING, undefined, at('2026-03-01T23:59:30Z')).key).toBe('2026-03-01');
    expect(runAskedFor(MONTH, undefined, at('2026-03-31T23:59Z')).key).toBe('2026-02');
  });
  it('is refused while the period is not over, and when there is no such date', () => {
    expect(() => runAskedFor(DAY, '2026-03-05', at('2026-03-05T12:00Z'))).toThrow('is not over');
    expect(() => runAskedFor(DAY, '2026-02-30', at('2026-03-05T12:00Z'))).toThrow('no period');
  });
  it('a key is read back as what it was, and only by a job that has such periods', () => {
    for (const [rule, key] of [
      [DAY, '2028-02-29'],
      [MONTH, '2026-02'],
      [SLOT, '2026-02-28T23:59Z'],
    ] as const)
      expect(runOfKey(rule, key).key).toBe(key);
    expect(() => runOfKey(DAY, '2026-02')).toThrow();
    expect(() => runOfKey(SLOT, '2026-02-28T24:00Z')).toThrow();
    expect(slotOf(at('2026-02-28T23:59:59.999Z'))).toMatchObject({
      key: '2026-02-28T23:59Z',
      fromMs: at('2026-02-28T23:59Z'),
    });
  });
});

describe('the newest look', () => {
  const look = (cron: string, now: string, zone = 'UTC'): string | null => {
    const found = latestLook(parseCron(cron), at(now), zone);
    return found === null ? null : new Date(found).toISOString();
  };
  it('is at the instant itself or before it, however long ago', () => {
    expect(look('30 0 * * *', '2026-03-01T00:30:00Z')).toBe('2026-03-01T00:30:00.000Z');
    expect(look('30 0 * * *', '2026-03-01T00:29:59Z')).toBe('2026-02-28T00:30:00.000Z');
    expect(look('*/30 * * * *', '2026-03-01T12:59:59Z')).toBe('2026-03-01T12:30:00.000Z');
    expect(look('0 3 * * sun', '2026-03-04T12:00:00Z')).toBe('2026-03-01T03:00:00.000Z');
    expect(look('0 0 29 2 *', '2028-02-28T00:00:00Z')).toBe('2024-02-29T00:00:00.000Z');
    expect(look('0 0 30 2 *', '2028-02-28T00:00:00Z')).toBeNull();
  });
  it('N12: in a zone with daylight saving, a time that is jumped over looks at the jump, and one that comes twice once', () => {
    // New York, 2026-03-08: 02:00 becomes 03:00 (07:00 UTC); 2026-11-01: 02:00 becomes 01:00
    expect(look('30 2 * * *', '2026-03-08T20:00:00Z', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
    expect(look('30 1 * * *', '2026-11-01T20:00:00Z', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });
});
