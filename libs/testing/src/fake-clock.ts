import type { Clock } from '@orbiquant/kernel';

type Sleeper = { atMs: number; wake: () => void };

/** A clock that moves only when told; sleepers wake in order, or when their signal aborts. */
export function fakeClock(
  startMs = 1_700_000_000_000,
): Clock & { advance(ms: number): Promise<void>; set(ms: number): void } {
  let now = startMs;
  let sleepers: Sleeper[] = [];
  const wakeDue = async (): Promise<void> => {
    const due = sleepers.filter(({ atMs }) => atMs <= now).sort((a, b) => a.atMs - b.atMs);
    sleepers = sleepers.filter(({ atMs }) => atMs > now);
    for (const { wake } of due) wake();
    await Promise.resolve();
  };
  return {
    nowMs: () => now,
    monoMs: () => now - startMs,
    sleep: (ms, signal) =>
      new Promise((wake) => {
        if (signal?.aborted) return wake();
        sleepers.push({ atMs: now + ms, wake });
        signal?.addEventListener('abort', () => wake(), { once: true });
      }),
    advance: async (ms) => {
      now += ms;
      await wakeDue();
    },
    set: (ms) => {
      now = ms;
    },
  };
}
