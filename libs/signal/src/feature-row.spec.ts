import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Candle } from '@orbiquant/contracts';
import { seededRng } from '@orbiquant/kernel';
import { baselineAt, BASELINES } from './baselines.ts';
import { BARS_NEEDED, FEATURE_NAMES, featureHash, featureRow, featuresAt } from './feature-row.ts';
import { logBars } from './log-bars.ts';
import { samplesOf } from './samples.ts';

const HOUR_MS = 3_600_000;
/** 2025-01-06 was a Monday. */
const MONDAY_MS = Date.UTC(2025, 0, 6);

function walk(bars: number): Candle[] {
  const rng = seededRng('features');
  let close = 100;
  return Array.from({ length: bars }, (_none, at) => {
    const open = close;
    close = open * Math.exp(0.01 * rng.normal());
    return {
      openTimeMs: MONDAY_MS + at * HOUR_MS,
      open,
      high: Math.max(open, close) * (1 + 0.002 * rng.next()),
      low: Math.min(open, close) * (1 - 0.002 * rng.next()),
      close,
      volume: rng.next(),
    };
  });
}

const BARS = 260;
const candles = walk(BARS);
const price = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const edit = fc.record({
  at: fc.integer({ min: 0, max: BARS - 1 }),
  candle: fc.record({ openTimeMs: fc.nat(), open: price, high: price, low: price, close: price, volume: price }),
});
const cursor = fc.integer({ min: BARS_NEEDED - 1, max: BARS - 2 });

describe('the features', () => {
  it('M16: no change of later candles changes them, in ten thousand random edits', () => {
    const rows = new Map<number, string>();
    const rowAt = (at: number): string =>
      rows.get(at) ?? rows.set(at, String(featuresAt(logBars(candles), at))).get(at)!;
    fc.assert(
      fc.property(cursor, fc.array(edit, { minLength: 1, maxLength: 20 }), (at, edits) => {
        const changed = [...candles];
        for (const { at: place, candle } of edits) changed[Math.max(place, at + 1)] = candle;
        expect(String(featuresAt(logBars(changed), at))).toBe(rowAt(at));
      }),
      { numRuns: 10_000 },
    );
  });

  it('M16: a change of the newest candle that may be seen does change them', () => {
    const last = candles.at(-1)!;
    const wilder = [...candles.slice(0, -1), { ...last, high: last.high * 1.05 }];
    expect(featureHash(featureRow(wilder))).not.toBe(featureHash(featureRow(candles)));
  });

  it('M16: the baselines, too, do not see past their bar', () => {
    const later = candles.map((candle, at) => (at > 200 ? { ...candle, high: 1e6, low: 1e-6 } : candle));
    for (const name of BASELINES)
      expect(baselineAt(name, logBars(later), 200)).toBe(baselineAt(name, logBars(candles), 200));
  });

  it('depend on their own window only, so that training and serving agree to the last digit', () => {
    for (const at of [BARS_NEEDED - 1, 200, BARS - 1])
      expect(featureRow(candles.slice(0, at + 1))).toEqual(featuresAt(logBars(candles), at));
  });

  it('are the logarithms that their names say', () => {
    const flat = candles.map((candle) => ({ ...candle, open: 100, close: 100, high: 101, low: 100 }));
    const row = featureRow(flat);
    const of = (name: (typeof FEATURE_NAMES)[number]): number => row[FEATURE_NAMES.indexOf(name)]!;
    expect(of('ln bar range, rms of 24 bars')).toBeCloseTo(Math.log(Math.log(1.01)), 10);
    expect(of('ln span of 12 bars')).toBeCloseTo(Math.log(Math.log(1.01)), 10);
    expect(of('ln return, rms of 6 bars')).toBe(Math.log(1e-6));
    expect(row).toHaveLength(FEATURE_NAMES.length);
  });

  it('refuse to be made of less than a week', () => {
    expect(() => featureRow(candles.slice(0, BARS_NEEDED - 1))).toThrow('169');
  });
});

describe('samples', () => {
  it('pair a row with the range of the twelve bars after it', () => {
    const [sample] = samplesOf(candles, { fromMs: 0, toMs: Infinity, stride: 1 });
    const ahead = candles.slice(BARS_NEEDED, BARS_NEEDED + 12);
    const range = Math.log(Math.max(...ahead.map(({ high }) => high)) / Math.min(...ahead.map(({ low }) => low)));
    expect(sample?.outcome).toBeCloseTo(range, 12);
    expect(sample?.atMs).toBe(candles[BARS_NEEDED]!.openTimeMs);
  });

  it('never span a gap', () => {
    const gap = 220;
    const holed = candles.filter((_candle, at) => at !== gap);
    const times = samplesOf(holed, { fromMs: 0, toMs: Infinity, stride: 1 }).map(({ atMs }) => atMs);
    expect(times.length).toBeGreaterThan(0);
    expect(Math.max(...times) + 11 * HOUR_MS).toBeLessThan(MONDAY_MS + gap * HOUR_MS);
  });

  it('are taken only from the time asked for', () => {
    const fromMs = MONDAY_MS + 190 * HOUR_MS;
    const times = samplesOf(candles, { fromMs, toMs: fromMs + 5 * HOUR_MS, stride: 1 }).map(({ atMs }) => atMs);
    expect(times).toEqual([0, 1, 2, 3, 4].map((hour) => fromMs + hour * HOUR_MS));
  });
});
