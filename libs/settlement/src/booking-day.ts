import { bookingPeriodOf } from '@orbiquant/periods';

/** When something happened, when we were told, and up to when the days are closed. Epoch ms. */
export type Told = { atMs: number; receivedAtMs: number; closedUntilMs: number };

/**
 * The UTC day on which a fact counts: its own while that is open, else the first open one, for what is closed never changes;
 * and never a day after we were told, whatever a market of another time says.
 */
export function bookingDay({ atMs, receivedAtMs, closedUntilMs }: Told): { day: string; isLate: boolean } {
  const happenedMs = Math.min(atMs, receivedAtMs);
  return { day: bookingPeriodOf('day', happenedMs, closedUntilMs).key, isLate: happenedMs < closedUntilMs };
}
