import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { expandCandle, tradeCountOf, volumeNeeded } from './expand-candle.ts';
import type { TapeCandle } from './candle-series.ts';

const BASE_MS = 60_000;

const candles = fc
  .record({
    minute: fc.integer({ min: 0, max: 30_000_000 }),
    low: fc.integer({ min: 1, max: 20_000_000 }),
    spread: fc.integer({ min: 0, max: 5_000 }),
    open: fc.double({ min: 0, max: 1, noNaN: true }),
    close: fc.double({ min: 0, max: 1, noNaN: true }),
    volume: fc.integer({ min: 0, max: 2 ** 45 }),
  })
  .map(({ minute, low, spread, open, close, volume }): TapeCandle => {
    const at = (share: number): number => low + Math.round(spread * share);
    const candle = { openTimeMs: minute * BASE_MS, open: at(open), high: low + spread, low, close: at(close), volume };
    return volume === 0 ? candle : { ...candle, volume: Math.max(volume, volumeNeeded(candle)) };
  });

describe('a candle taken apart into trades', () => {
  it('adds up to the candle again, to the last step', () => {
    fc.assert(
      fc.property(candles, fc.nat(1_000_000), (candle, before) => {
        const trades = expandCandle(candle, 'BTCUSDT', { baseMs: BASE_MS, tradesBefore: before });
        const prices = trades.map((trade) => trade.price);
        if (candle.volume === 0) return expect(trades).toEqual([]);
        expect(prices[0]).toBe(candle.open);
        expect(prices.at(-1)).toBe(candle.close);
        expect(Math.max(...prices)).toBe(candle.high);
        expect(Math.min(...prices)).toBe(candle.low);
        expect(trades.reduce((sum, trade) => sum + trade.quantity, 0)).toBe(candle.volume);
        expect(trades.every((trade) => trade.quantity >= 1)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps its trades inside the candle, in order, numbered without a gap', () => {
    fc.assert(
      fc.property(candles, fc.nat(1_000_000), (candle, before) => {
        const trades = expandCandle(candle, 'BTCUSDT', { baseMs: BASE_MS, tradesBefore: before });
        expect(trades).toHaveLength(tradeCountOf(candle, 'BTCUSDT'));
        trades.forEach((trade, k) => {
          expect(trade.id).toBe(before + k + 1);
          expect(trade.timeMs).toBeGreaterThanOrEqual(trades[k - 1]?.timeMs ?? candle.openTimeMs);
          expect(trade.timeMs).toBeLessThan(candle.openTimeMs + BASE_MS);
        });
      }),
    );
  });

  it('gives the same trades every time, and others to another instrument', () => {
    const candle = { openTimeMs: 1_735_689_600_000, open: 100, high: 140, low: 80, close: 120, volume: 1_000 };
    const once = expandCandle(candle, 'BTCUSDT', { baseMs: BASE_MS, tradesBefore: 0 });
    expect(expandCandle(candle, 'BTCUSDT', { baseMs: BASE_MS, tradesBefore: 0 })).toEqual(once);
    expect(expandCandle(candle, 'ETHUSDT', { baseMs: BASE_MS, tradesBefore: 0 })).not.toEqual(once);
  });
});
