import type { Pool } from '@orbiquant/pamm';

/** When something is asked of a pool: now, and never before its last strike, whatever the clock says. */
export const askedAtMs = (pool: Pick<Pool, 'struckAtMs'> | null, nowMs: number): number =>
  Math.max(nowMs, pool?.struckAtMs ?? 0);
