import { useEffect, useReducer } from 'react';
import type { Interval } from '@orbiquant/contracts';
import { paceOf, playbackReducer, startPlayback, type Playback, type PlaybackAction } from './playback.ts';
import type { OpenChart } from './price-chart.tsx';

/** What may be wished of a chart: to start or leave a playback, or anything inside one. */
export type PlaybackWish =
  | { type: 'start'; interval: Interval; fromMs: number; toMs: number; cursorMs?: number }
  | { type: 'exit' }
  | PlaybackAction;

function reduce(playback: Playback | null, wish: PlaybackWish): Playback | null {
  if (wish.type === 'start') return startPlayback(wish.interval, wish);
  if (wish.type === 'exit') return null;
  return playback && playbackReducer(playback, wish);
}

/** The playback of a chart: the cursor moves and the chart follows it; without a cursor the chart is live. */
export function usePlayback(chart: OpenChart | null, initial: Playback | null) {
  const [playback, dispatch] = useReducer(reduce, initial);
  const cursorMs = playback?.cursorMs ?? null;
  const { playing = false, speed = 1 } = playback ?? {};

  useEffect(() => {
    if (!chart) return;
    chart.engine.followNew(cursorMs === null);
    if (cursorMs === null) void chart.model.load(null);
    else void chart.model.follow(cursorMs);
  }, [chart, cursorMs]);

  useEffect(() => {
    if (!playing || !chart) return;
    const { everyMs, candles } = paceOf(speed);
    const timer = setInterval(() => chart.model.isMoving() || dispatch({ type: 'step', candles }), everyMs);
    return () => clearInterval(timer);
  }, [chart, playing, speed]);
  return { playback, dispatch };
}
