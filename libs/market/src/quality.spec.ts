import { expect, it } from '@jest/globals';
import type { Candle, Tick } from '@orbiquant/contracts';
import { duplicateWatch, judgeCandle, judgeTick } from './quality.ts';

const good: Candle = { openTimeMs: 3_600_000, open: 10, high: 12, low: 9, close: 11, volume: 0 };
const NOW_MS = 86_400_000;
const judge = (change: Partial<Candle>) => judgeCandle({ ...good, ...change }, '1h', NOW_MS);
const tick = (change: Partial<Tick>) =>
  judgeTick({ symbol: 'BTC/USDT', tradeId: '1', atMs: 1, price: 1, quantity: 1, side: 'buy', ...change });

it('lets a coherent candle through, also one in which nothing was traded', () => {
  expect(judge({})).toBeNull();
});

it.each([NaN, Infinity, -Infinity])('M1: %s is no price and no volume', (value) => {
  for (const name of ['open', 'high', 'low', 'close', 'volume']) expect(judge({ [name]: value })).toBe('not-finite');
  expect(tick({ price: value })).toBe('not-finite');
  expect(tick({ quantity: value })).toBe('not-finite');
});

it('M2: prices are positive, volumes are not negative', () => {
  expect(judge({ low: 0 })).toBe('not-positive');
  expect(judge({ open: -1 })).toBe('not-positive');
  expect(judge({ volume: -0.1 })).toBe('negative-volume');
  expect(tick({ price: 0 })).toBe('not-positive');
  expect(tick({ quantity: -1 })).toBe('negative-volume');
});

it('M3: open and close lie between low and high', () => {
  expect(judge({ high: 8 })).toBe('incoherent');
  expect(judge({ close: 12.1 })).toBe('incoherent');
  expect(judge({ low: 10.5 })).toBe('incoherent');
});

it('M7: a candle is on the grid and over', () => {
  expect(judge({ openTimeMs: 3_600_001 })).toBe('off-grid');
  expect(judge({ openTimeMs: NOW_MS })).toBe('still-open');
  expect(judge({ openTimeMs: NOW_MS + 3_600_000 })).toBe('in-future');
});

it('M4: the same candle twice is told from two that disagree', () => {
  const watch = duplicateWatch();
  expect(watch(good)).toBeNull();
  expect(watch({ ...good, openTimeMs: 0 })).toBeNull();
  expect(watch({ ...good })).toBe('duplicate-same');
  expect(watch({ ...good, volume: 1e-8 })).toBe('duplicate-different');
});
