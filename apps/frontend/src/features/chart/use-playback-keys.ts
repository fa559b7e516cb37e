import { useEffect, useRef } from 'react';
import type { PlaybackAction } from './playback.ts';

const BIG_STEP = 10;

/** What a key means while a playback is open; null when it means nothing to it. */
export function keyMeaning({
  key,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey'>): PlaybackAction | { type: 'exit' } | null {
  const candles = shiftKey ? BIG_STEP : 1;
  switch (key) {
    case ' ':
      return { type: 'toggle' };
    case 'ArrowLeft':
      return { type: 'step', candles: -candles };
    case 'ArrowRight':
      return { type: 'step', candles };
    case 'Home':
      return { type: 'to-start' };
    case 'End':
      return { type: 'to-end' };
    case '[':
      return { type: 'slower' };
    case ']':
      return { type: 'faster' };
    case 'Escape':
      return { type: 'exit' };
    default:
      return null;
  }
}

/** Plays by keyboard, except where keys are typed or belong to a control. */
export function usePlaybackKeys(open: boolean, dispatch: (wish: PlaybackAction | { type: 'exit' }) => void): void {
  const latest = useRef(dispatch);
  useEffect(() => {
    latest.current = dispatch;
  });
  useEffect(() => {
    if (!open) return;
    const pressed = (event: KeyboardEvent): void => {
      const wish = belongsToControl(event) || event.ctrlKey || event.metaKey || event.altKey ? null : keyMeaning(event);
      if (!wish) return;
      event.preventDefault();
      latest.current(wish);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [open]);
}

function belongsToControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input, textarea, select, [contenteditable], dialog *')) return true;
  return key === ' ' && target.matches('button, a, summary');
}
