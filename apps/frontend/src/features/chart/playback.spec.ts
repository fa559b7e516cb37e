import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { INTERVALS } from '@orbiquant/contracts';
import { candlesBetween, floorTo, moveBy } from './interval-time.ts';
import { paceOf, playbackReducer, SPEEDS, startPlayback, type PlaybackAction } from './playback.ts';

const HOUR_MS = 3_600_000;
const interval = fc.constantFrom(...INTERVALS);
const instant = fc.integer({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2030, 0, 1) });
const playback = fc
  .record({
    interval,
    fromMs: instant,
    lengthMs: fc.integer({ min: 0, max: 400 * 24 * HOUR_MS }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ interval: chosen, fromMs, lengthMs, share }) =>
    startPlayback(chosen, { fromMs, toMs: fromMs + lengthMs, cursorMs: fromMs + Math.floor(lengthMs * share) }),
  );
const action: fc.Arbitrary<PlaybackAction> = fc.oneof(
  fc
    .constantFrom<PlaybackAction['type']>('play', 'pause', 'toggle', 'to-start', 'to-end', 'faster', 'slower')
    .map((type) => ({ type }) as PlaybackAction),
  fc.integer({ min: -500, max: 500 }).map((candles): PlaybackAction => ({ type: 'step', candles })),
  instant.map((atMs): PlaybackAction => ({ type: 'seek', atMs })),
  fc.constantFrom(...SPEEDS).map((speed): PlaybackAction => ({ type: 'speed', speed })),
  interval.map((chosen): PlaybackAction => ({ type: 'interval', interval: chosen })),
);

describe('the playback of a chart', () => {
  it('never leaves its range, stands on candle boundaries, and never plays at its end', () => {
    fc.assert(
      fc.property(playback, fc.array(action, { maxLength: 30 }), (start, actions) => {
        for (const state of actions.map((_one, at) => actions.slice(0, at + 1).reduce(playbackReducer, start))) {
          expect(state.cursorMs).toBeGreaterThanOrEqual(state.fromMs);
          expect(state.cursorMs).toBeLessThanOrEqual(state.toMs);
          expect(floorTo(state.cursorMs, state.interval)).toBe(state.cursorMs);
          if (state.cursorMs === state.toMs) expect(state.playing).toBe(false);
        }
      }),
    );
  });

  it('undoes a step forward with a step back, as long as the range has room', () => {
    fc.assert(
      fc.property(playback, fc.integer({ min: 1, max: 200 }), (start, candles) => {
        fc.pre(candlesBetween(start.cursorMs, start.toMs, start.interval) >= candles);
        const there = playbackReducer(start, { type: 'step', candles });
        const back = playbackReducer(there, { type: 'step', candles: -candles });
        expect(there.cursorMs).toBeGreaterThan(start.cursorMs);
        expect(back.cursorMs).toBe(start.cursorMs);
      }),
    );
  });

  it('stops by itself at the end and keeps its speed when the interval changes', () => {
    const start = startPlayback('1h', { fromMs: 0, toMs: 2 * HOUR_MS });
    const fast = playbackReducer(playbackReducer(start, { type: 'speed', speed: 16 }), { type: 'play' });
    expect(playbackReducer(fast, { type: 'step', candles: 2 })).toMatchObject({
      cursorMs: 2 * HOUR_MS,
      playing: false,
    });
    expect(playbackReducer(fast, { type: 'interval', interval: '5m' })).toMatchObject({ interval: '5m', speed: 16 });
  });

  it.each(SPEEDS.map((speed) => [speed]))('moves %d candles a second, with at most four moves', (speed) => {
    const { everyMs, candles } = paceOf(speed);
    expect((candles * 1000) / everyMs).toBe(speed);
    expect(everyMs).toBeGreaterThanOrEqual(250);
  });
});

describe('candle boundaries', () => {
  it('begin weeks on Monday and months on the first, in UTC', () => {
    const wednesday = Date.UTC(2025, 0, 15, 13, 37);
    expect(floorTo(wednesday, '1w')).toBe(Date.UTC(2025, 0, 13));
    expect(floorTo(wednesday, '1M')).toBe(Date.UTC(2025, 0, 1));
    expect(moveBy(Date.UTC(2025, 0, 1), '1M', 14)).toBe(Date.UTC(2026, 2, 1));
  });

  it('count back what was moved, at every interval', () => {
    fc.assert(
      fc.property(interval, instant, fc.integer({ min: -300, max: 300 }), (chosen, atMs, count) => {
        const from = floorTo(atMs, chosen);
        expect(candlesBetween(from, moveBy(from, chosen, count), chosen)).toBe(count);
      }),
    );
  });
});
