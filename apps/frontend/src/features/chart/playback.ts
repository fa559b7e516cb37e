import type { Interval } from '@orbiquant/contracts';
import { floorTo, moveBy } from './interval-time.ts';

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** A past stretch being played back. The cursor stands on candle boundaries: what closed until then is known. */
export type Playback = {
  interval: Interval;
  fromMs: number;
  /** The cursor never passes it. */
  toMs: number;
  cursorMs: number;
  playing: boolean;
  speed: Speed;
};

export type PlaybackAction =
  | { type: 'play' | 'pause' | 'toggle' | 'to-start' | 'to-end' | 'faster' | 'slower' }
  | { type: 'step'; candles: number }
  | { type: 'seek'; atMs: number }
  | { type: 'speed'; speed: Speed }
  | { type: 'interval'; interval: Interval };

/** A playback from one instant to another; the cursor begins at `cursorMs`, or at the start. */
export function startPlayback(
  interval: Interval,
  { fromMs, toMs, cursorMs = fromMs }: { fromMs: number; toMs: number; cursorMs?: number },
): Playback {
  const from = floorTo(fromMs, interval);
  const to = Math.max(from, floorTo(toMs, interval));
  const playback: Playback = { interval, fromMs: from, toMs: to, cursorMs: from, playing: false, speed: 1 };
  return at(playback, floorTo(cursorMs, interval));
}

/** What a wish does to a playback. Stepping back undoes stepping forward, and nothing leads outside [from, to]. */
export function playbackReducer(playback: Playback, action: PlaybackAction): Playback {
  switch (action.type) {
    case 'step':
      return at(playback, moveBy(playback.cursorMs, playback.interval, action.candles));
    case 'seek':
      return at(playback, floorTo(action.atMs, playback.interval));
    case 'to-start':
      return { ...at(playback, playback.fromMs), playing: false };
    case 'to-end':
      return at(playback, playback.toMs);
    case 'speed':
      return { ...playback, speed: action.speed };
    case 'interval':
      return { ...startPlayback(action.interval, playback), speed: playback.speed };
    default:
      return turn(playback, action.type);
  }
}

function turn(playback: Playback, wish: 'play' | 'pause' | 'toggle' | 'faster' | 'slower'): Playback {
  if (wish === 'faster' || wish === 'slower') {
    const next = SPEEDS.indexOf(playback.speed) + (wish === 'faster' ? 1 : -1);
    return { ...playback, speed: SPEEDS[next] ?? playback.speed };
  }
  const playing = wish === 'toggle' ? !playback.playing : wish === 'play';
  return { ...playback, playing: playing && playback.cursorMs < playback.toMs };
}

function at(playback: Playback, wishedMs: number): Playback {
  const cursorMs = Math.min(playback.toMs, Math.max(playback.fromMs, wishedMs));
  return { ...playback, cursorMs, playing: playback.playing && cursorMs < playback.toMs };
}

const TICK_MS = 250;

/** How often the cursor moves at a speed, and by how many candles: at most four moves a second. */
export function paceOf(speed: Speed): { everyMs: number; candles: number } {
  const everyMs = Math.max(TICK_MS, 1000 / speed);
  return { everyMs, candles: Math.round((speed * everyMs) / 1000) };
}
