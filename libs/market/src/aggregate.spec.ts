import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Candle } from '@orbiquant/contracts';
import { aggregate, isComplete, plain } from './aggregate.ts';
import { gapsOf } from './gaps.ts';

const MINUTE_MS = 60_000;
const bar = (k: number, [a = 1, b = 1, c = 1, volume = 0]: readonly number[]): Candle => ({
  openTimeMs: k * 5 * MINUTE_MS,
  open: a,
  high: Math.max(a, b, c),
  low: Math.min(a, b, c),
  close: c,
  volume,
});
const bars = fc
  .array(
    fc.option(
      fc.tuple(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 0, max: 99_999 }).map((n) => n / 1000),
      ),
    ),
    { maxLength: 400 },
  )
  .map((rows) => rows.flatMap((row, k) => (row ? [bar(k, row)] : [])));

it('joins first open, highest high, lowest low, last close and the whole volume', () => {
  const quarter = [bar(0, [10, 15, 11, 0.1]), bar(1, [11, 9, 12, 0.2]), bar(2, [12, 12, 13, 0.3])];
  expect(aggregate(quarter, '5m', '15m')).toEqual([
    { openTimeMs: 0, open: 10, high: 15, low: 9, close: 13, volume: 0.6, bars: 3, coveredMs: 15 * MINUTE_MS },
  ]);
});

it('gives the same candle in one step as over any interval between', () => {
  fc.assert(
    fc.property(bars, (candles) => {
      const straight = aggregate(candles, '5m', '4h').map(plain);
      expect(aggregate(aggregate(candles, '5m', '1h').map(plain), '1h', '4h').map(plain)).toEqual(straight);
    }),
  );
});

it('M6: fills nothing: a hole leaves a candle that says so, and no candle where nothing is known', () => {
  const holed = [bar(0, [1, 1, 1]), bar(24, [2, 2, 2])];
  const hours = aggregate(holed, '5m', '1h');
  expect(hours.map(({ openTimeMs }) => openTimeMs)).toEqual([0, 120 * MINUTE_MS]);
  expect(hours.some((hour) => isComplete(hour, '1h'))).toBe(false);
  expect(
    gapsOf(
      holed.map(({ openTimeMs }) => openTimeMs),
      '5m',
    ),
  ).toEqual([{ fromMs: 5 * MINUTE_MS, toMs: 120 * MINUTE_MS, missing: 23 }]);
});

it('M16: candles that ended by a moment do not depend on what comes after it', () => {
  fc.assert(
    fc.property(bars, bars, fc.integer({ min: 0, max: 400 }), (candles, garbage, cut) => {
      const asOfMs = cut * 5 * MINUTE_MS;
      const known = candles.filter(({ openTimeMs }) => openTimeMs + 5 * MINUTE_MS <= asOfMs);
      const unknown = garbage.filter(({ openTimeMs }) => openTimeMs + 5 * MINUTE_MS > asOfMs);
      const closed = (series: Candle[]) =>
        aggregate(series, '5m', '1h').filter(({ openTimeMs }) => openTimeMs + 60 * MINUTE_MS <= asOfMs);
      expect(closed([...known, ...unknown])).toEqual(closed(candles));
    }),
    { numRuns: 1_000 },
  );
});
