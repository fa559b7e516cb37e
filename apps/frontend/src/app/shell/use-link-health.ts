import { useEffect, useState } from 'react';
import type { MarketClock } from '@orbiquant/contracts';
import { useLink } from '../../shared/live/link.ts';
import { useOnline } from '../../shared/status/use-online.ts';
import { useClock, useStatus } from '../../shared/status/use-status.ts';

export type LinkHealth =
  | { kind: 'live' | 'reconnecting' | 'finished' | 'down' }
  | { kind: 'late'; ageMs: number }
  | { kind: 'offline'; atMs: number };

/** Older than this, a quote is late. */
const LATE_MS = 5_000;

/** How fresh the screen is: the platform, then the link, then the feed, then the age of the last tick. */
export function useLinkHealth(): LinkHealth {
  const nowMs = useNow(1_000);
  const online = useOnline();
  const { dataUpdatedAt } = useStatus();
  const link = useLink((state) => state.state);
  const clock = useClock();
  if (!online) return { kind: 'offline', atMs: dataUpdatedAt };
  return link === 'open' ? feedHealth(clock, nowMs) : { kind: 'reconnecting' };
}

function feedHealth(clock: MarketClock | null, nowMs: number): LinkHealth {
  if (!clock) return { kind: 'down' };
  if (clock.feed === 'reconnecting') return { kind: 'reconnecting' };
  if (clock.finished) return { kind: 'finished' };
  if (clock.feed === 'down') return { kind: 'down' };
  const ageMs = clock.lastTickAtMs === null ? 0 : nowMs - clock.lastTickAtMs;
  return ageMs > LATE_MS ? { kind: 'late', ageMs } : { kind: 'live' };
}

/** The wall clock, looked at every so often. */
function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
