import type { Pool } from '@orbiquant/pamm';
import type { Deps } from '../deps.ts';

/** An instant in both times of a pool: its own, by which terms run, and the wall's, at which money is booked. Epoch ms. */
export type Instant = { poolMs: number; wallMs: number };

/** Now, in both times. */
export const instantNow = ({ calendar, clock }: Pick<Deps, 'calendar' | 'clock'>): Instant => ({
  poolMs: calendar.nowMs(),
  wallMs: clock.nowMs(),
});

/** When something is asked of a pool: now, and never before its last strike, whatever the clock says. */
export const askedAtMs = (pool: Pick<Pool, 'struckAtMs'> | null, nowMs: number): number =>
  Math.max(nowMs, pool?.struckAtMs ?? 0);
