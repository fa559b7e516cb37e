import { useEffect, useRef } from 'react';
import type { PlaybackAction } from './playback.ts';

const BIG_STEP = 10;

type KeyWish = PlaybackAction | { type: 'exit' };

const MEANINGS: Readonly<Record<string, (candles: number) => KeyWish>> = {
  ' ': () => ({ type: 'toggle' }),
  ArrowLeft: (candles) => ({ type: 'step', candles: -candles }),
  ArrowRight: (candles) => ({ type: 'step', candles }),
  Home: () => ({ type: 'to-start' }),
  End: () => ({ type: 'to-end' }),
  '[': () => ({ type: 'slower' }),
  ']': () => ({ type: 'faster' }),
  Escape: () => ({ type: 'exit' }),
};

/** What a key means while a playback is open; null when it means nothing to it. */
export const keyMeaning = ({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): KeyWish | null =>
  Object.hasOwn(MEANINGS, key) ? (MEANINGS[key]?.(shiftKey ? BIG_STEP : 1) ?? null) : null;

/** Plays by keyboard, except where keys are typed or belong to a control. */
export function usePlaybackKeys(open: boolean, dispatch: (wish: KeyWish) => void): void {
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
