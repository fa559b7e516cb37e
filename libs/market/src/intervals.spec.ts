import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { INTERVALS } from '@orbiquant/contracts';
import {
  coarserThan,
  dividesInto,
  expectedBars,
  isClosed,
  nextOpenTime,
  openTimeOf,
  previousOpenTime,
} from './intervals.ts';

const instants = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
const intervals = fc.constantFrom(...INTERVALS);

it('starts weeks on Monday and months on the 1st, in UTC', () => {
  const at = Date.UTC(2024, 1, 29, 23, 59); // a leap day, a Thursday
  expect(openTimeOf(at, '1w')).toBe(Date.UTC(2024, 1, 26));
  expect(openTimeOf(at, '1M')).toBe(Date.UTC(2024, 1, 1));
  expect(nextOpenTime(Date.UTC(2024, 1, 1), '1M')).toBe(Date.UTC(2024, 2, 1));
  expect(openTimeOf(at, '4h')).toBe(Date.UTC(2024, 1, 29, 20));
});

it('puts every instant into exactly one candle', () => {
  fc.assert(
    fc.property(instants, intervals, (at, interval) => {
      const open = openTimeOf(at, interval);
      const next = nextOpenTime(open, interval);
      expect(open <= at && at < next).toBe(true);
      expect(openTimeOf(next, interval)).toBe(next);
      expect(previousOpenTime(next, interval)).toBe(open);
    }),
  );
});

it('nests: the coarser candle of a finer candle’s start is that of each of its instants', () => {
  fc.assert(
    fc.property(instants, intervals, intervals, (at, finer, coarser) => {
      fc.pre(dividesInto(finer, coarser));
      expect(openTimeOf(openTimeOf(at, finer), coarser)).toBe(openTimeOf(at, coarser));
    }),
  );
});

it('M7: a candle is closed when its end has passed, not a millisecond earlier', () => {
  const open = Date.UTC(2025, 0, 1);
  expect(isClosed(open, '5m', open + 299_999)).toBe(false);
  expect(isClosed(open, '5m', open + 300_000)).toBe(true);
  expect(isClosed(open, '1M', Date.UTC(2025, 0, 31, 23, 59))).toBe(false);
});

it('counts the candles of a stretch as walking through it does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e9 }),
      fc.integer({ min: 0, max: 4e9 }),
      fc.constantFrom('1h' as const, '1d' as const, '1w' as const, '1M' as const),
      (fromMs, length, interval) => {
        let count = 0;
        for (let open = openTimeOf(fromMs, interval); open < fromMs + length; open = nextOpenTime(open, interval))
          if (open >= fromMs) count += 1;
        expect(expectedBars(fromMs, fromMs + length, interval)).toBe(count);
      },
    ),
  );
});

it('makes neither months of weeks nor anything of months', () => {
  expect(coarserThan('1w')).toEqual([]);
  expect(coarserThan('1d')).toEqual(['1w', '1M']);
  expect(coarserThan('5m')).toEqual(['15m', '30m', '1h', '4h', '1d', '1w', '1M']);
});
