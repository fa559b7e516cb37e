import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Candle, Tick } from '@orbiquant/contracts';
import { foldTick, formingOf, startFold } from './fold-tick.ts';
import { nextOpenTime } from './intervals.ts';

const WATERMARK_MS = 5_000;
const tick = (...[id, atMs, price, quantity]: [id: number, atMs: number, price: number, quantity: number]): Tick => ({
  symbol: 'BTC/USDT',
  tradeId: String(id),
  atMs,
  price,
  quantity,
  side: 'buy',
});

/** A tape: times never go back, ids count up. */
const tapes = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: 1, max: 99_999 }),
      fc.integer({ min: 1, max: 99_999 }),
    ),
    { minLength: 1, maxLength: 120 },
  )
  .map((steps) => {
    let atMs = Date.UTC(2025, 0, 1);
    return steps.map(([pause, price, quantity], k) => tick(k + 7, (atMs += pause), price / 100, quantity / 1000));
  });

function fold(ticks: readonly Tick[]) {
  let state = startFold('1m', WATERMARK_MS);
  const closed: Candle[] = [];
  let late = 0;
  for (const one of ticks) {
    const folded = foldTick(state, one);
    state = folded.fold;
    closed.push(...folded.closed);
    if (folded.late) late += 1;
  }
  return { state, closed, late };
}

it('makes a candle of its trades: first, highest, lowest, last, and all that was traded', () => {
  const { state, closed } = fold([
    tick(1, 0, 10, 0.1),
    tick(2, 1_000, 12, 0.2),
    tick(3, 59_999, 11, 0.3),
    tick(4, 65_000, 20, 1),
  ]);
  expect(closed).toEqual([{ openTimeMs: 0, open: 10, high: 12, low: 10, close: 11, volume: 0.6 }]);
  expect(formingOf(state)).toEqual({ openTimeMs: 60_000, open: 20, high: 20, low: 20, close: 20, volume: 1 });
});

it('M7: gives out no candle before a trade has shown that its time is over', () => {
  fc.assert(
    fc.property(tapes, (tape) => {
      let state = startFold('1m', WATERMARK_MS);
      for (const one of tape) {
        const folded = foldTick(state, one);
        state = folded.fold;
        for (const { openTimeMs } of folded.closed)
          expect(nextOpenTime(openTimeMs, '1m') + WATERMARK_MS).toBeLessThanOrEqual(state.newestMs);
      }
    }),
  );
});

it('M8: trades shuffled inside the watermark make the same candles as in order', () => {
  fc.assert(
    fc.property(tapes, fc.infiniteStream(fc.integer({ min: 0, max: WATERMARK_MS })), (tape, delays) => {
      const [end] = tape.slice(-1);
      const arriving = tape.map((one) => ({ one, at: one.atMs + delays.next().value! })).sort((a, b) => a.at - b.at);
      const after = tick(1_000_000, end!.atMs + 600_000, 1, 1);
      const shuffled = fold([...arriving.map(({ one }) => one), after]);
      expect(shuffled.late).toBe(0);
      expect(shuffled.closed).toEqual(fold([...tape, after]).closed);
    }),
    { numRuns: 500 },
  );
});

it('M8: a trade after the watermark is called late and rewrites nothing', () => {
  const before = fold([tick(1, 0, 10, 1), tick(3, 65_000, 11, 1)]);
  const folded = foldTick(before.state, tick(2, 59_000, 99, 1));
  expect(folded).toMatchObject({ late: true, closed: [] });
  expect(folded.fold).toBe(before.state);
});

it('takes trades of one millisecond in the order of their ids: 9 before 10', () => {
  const { closed } = fold([tick(10, 500, 2, 1), tick(9, 500, 1, 1), tick(11, 70_000, 5, 1)]);
  expect(closed[0]).toMatchObject({ open: 1, close: 2 });
});
