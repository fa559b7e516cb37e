import { useEffect, useRef } from 'react';
import type { Interval } from '@orbiquant/contracts';
import { useDock } from '../../shared/dock.ts';
import type { Playback } from './playback.ts';

type Shown = {
  symbol: string;
  interval: Interval;
  playback: Playback | null;
  setCursor: (cursor: { asOf: number | undefined; from: number | undefined; to: number | undefined }) => void;
};

/** Browsers refuse an address that changes more often. */
const SETTLE_MS = 400;

/** Writes the cursor into the address once it rests, and tells the copilot what is looked at. */
export function useRemember({ symbol, interval, playback, setCursor }: Shown): void {
  const { cursorMs, fromMs, toMs } = playback ?? {};
  const look = useDock((state) => state.look);
  const write = useRef(setCursor);
  useEffect(() => {
    write.current = setCursor;
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      write.current({ asOf: cursorMs, from: fromMs, to: toMs });
      look({ symbol, interval, asOf: cursorMs });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [symbol, interval, cursorMs, fromMs, toMs, look]);
  useEffect(() => () => look({}), [look]);
}
