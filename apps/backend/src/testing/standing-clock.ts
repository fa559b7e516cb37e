import { systemClock, type Clock } from '@orbiquant/kernel';

/** A clock that shows what it is told while sleepers wake as they would: nothing accrues unless a test wants it to. */
export function standingClock(startMs: number): Clock & { set: (ms: number) => void } {
  let now = startMs;
  return {
    ...systemClock,
    nowMs: () => now,
    set: (ms) => {
      now = ms;
    },
  };
}
