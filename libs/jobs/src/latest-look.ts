import { nextCronAfter, type Cron } from '@orbiquant/periods';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How far back to search, nearer first: a schedule that looks often is found near, Feb 29 within eight years. */
const REACHES_MS = [MINUTE_MS, 60 * MINUTE_MS, DAY_MS, 8 * DAY_MS, 32 * DAY_MS, 367 * DAY_MS, 8 * 366 * DAY_MS];

/** The newest instant at which a schedule said to look, at or before another; null when it never did within eight years. */
export function latestLook(cron: Cron, nowMs: number, zone: string): number | null {
  for (const reachMs of REACHES_MS) {
    const first = nextCronAfter(cron, nowMs - reachMs, zone);
    if (first !== null && first <= nowMs) return lastFrom(first, { cron, nowMs, zone });
  }
  return null;
}

function lastFrom(first: number, { cron, nowMs, zone }: { cron: Cron; nowMs: number; zone: string }): number {
  let look = first;
  for (;;) {
    const next = nextCronAfter(cron, look, zone);
    if (next === null || next > nowMs) return look;
    look = next;
  }
}
