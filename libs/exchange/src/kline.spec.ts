import { describe, expect, it } from '@jest/globals';
import { digestOf } from '@orbiquant/kernel';
import { INTERVAL_MS, nextOpenTime, openTimeOf, type Interval } from './intervals.ts';
import { emptyKline, foldTrade, klinesOf, type Kline } from './kline.ts';
import { replaySeries } from './replay-market.ts';
import { syntheticMarket } from './synthetic-market.ts';
import { tapeOf, type Tape } from './tape.ts';

const ORIGIN_MS = Date.UTC(2025, 0, 31);
const DAYS = 2;
const END_MS = ORIGIN_MS + DAYS * INTERVAL_MS['1d'];

function syntheticTape(): Tape {
  const source = syntheticMarket('klines', ORIGIN_MS);
  source.generateUntil(END_MS);
  return tapeOf(source.series[0]!);
}

/** What a client makes of the public trades alone. */
function foldedByHand(tape: Tape, interval: Interval, asOfMs: number): Kline[] {
  const byOpen = new Map<number, Kline>();
  for (const trade of tape.tradesBetween(0, asOfMs)) {
    const openTimeMs = openTimeOf(trade.timeMs, interval);
    const kline = byOpen.get(openTimeMs) ?? emptyKline(openTimeMs, interval, 0);
    byOpen.set(openTimeMs, kline);
    foldTrade(kline, trade);
  }
  return [...byOpen.values()];
}

describe('candles of the exchange', () => {
  it.each(['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w', '1M'] as const)(
    '%s: are what a client gets from the trades',
    (interval) => {
      const tape = syntheticTape();
      const asOfMs = END_MS - 12_345_678;
      const served = klinesOf(tape, { interval, fromMs: 0, toMs: asOfMs, limit: Infinity, asOfMs });
      expect(digestOf(served)).toBe(digestOf(foldedByHand(tape, interval, asOfMs)));
      // asked again when more has happened, kept hours must not have kept a forming candle
      const later = klinesOf(tape, { interval, fromMs: 0, toMs: END_MS, limit: Infinity, asOfMs: END_MS - 1 });
      expect(digestOf(later)).toBe(digestOf(foldedByHand(tape, interval, END_MS - 1)));
    },
  );

  it('show nothing of what lies after the clock', () => {
    const tape = syntheticTape();
    const asOfMs = ORIGIN_MS + 90_000;
    const served = klinesOf(tape, { interval: '1m', fromMs: 0, toMs: END_MS, limit: Infinity, asOfMs });
    expect(served).toHaveLength(2);
    expect(served[1]!.trades).toBeLessThan(
      klinesOf(tape, { interval: '1m', fromMs: 0, toMs: END_MS, limit: 2, asOfMs: END_MS })[1]!.trades,
    );
  });

  it('keep a recorded candle without volume, which has prices but no trades', () => {
    const text =
      'ts,open,high,low,close,volume\n0,10,11,9,10.5,2\n60000,10.5,10.7,10.4,10.6,0\n120000,10.6,12,10.6,11,1\n';
    const tape = tapeOf(replaySeries({ name: 'BTCUSDT-1m-x.csv', text }));
    const [, quiet] = klinesOf(tape, { interval: '1m', fromMs: 0, toMs: 180_000, limit: 3, asOfMs: 180_000 });
    expect(quiet).toMatchObject({ open: 1050, high: 1070, low: 1040, close: 1060, volume: 0, trades: 0 });
    const [whole] = klinesOf(tape, { interval: '5m', fromMs: 0, toMs: 300_000, limit: 3, asOfMs: 300_000 });
    expect(whole).toMatchObject({
      open: 1000,
      high: 1200,
      low: 900,
      close: 1100,
      closeTimeMs: nextOpenTime(0, '5m') - 1,
    });
  });

  it('refuse a file with a broken candle, and say where', () => {
    const text = 'ts,open,high,low,close,volume\n0,10,9,9,10,2\n';
    expect(() => replaySeries({ name: 'BTCUSDT-1m-x.csv', text })).toThrow('BTCUSDT-1m-x.csv, line 2: not a candle');
  });
});
