import type { Pool } from './pool.ts';
import { RATE_ONE_E9, YEAR_MS } from './scale.ts';

/** What the exact integral of the management fee is divided by to give minor units: 10^9 x 365 days in milliseconds. */
export const FEE_DIVISOR = RATE_ONE_E9 * YEAR_MS;

/** The management fee owed and not paid, whole minor units; what is below one stays with the investors until it grows to one. */
export const accruedManagementFeeMinor = ({ feeNumerator }: Pick<Pool, 'feeNumerator'>): bigint =>
  feeNumerator / FEE_DIVISOR;

/**
 * The exact management fee owed at an instant: value x rate x time since the last strike, added to what was owed then.
 * The value is that of the last strike before this fee is taken off, as fund documents have it, so that accruing in
 * thirty steps or in one gives the same integer. A rate that changes in between counts by its own time.
 *
 * @param atMs  Not before the last strike.
 */
export function accrueManagementFee(pool: Pool, atMs: number): bigint {
  const { struckAtMs, cashMinor, venueMinor, feeNumerator, units } = pool;
  const value = cashMinor + venueMinor;
  if (struckAtMs === null || units === 0n || value <= 0n) return feeNumerator;
  return feeNumerator + value * rateTime(pool, struckAtMs, atMs);
}

/** Sum of rate x time over the versions of the terms in force between two instants. 10^-9 x ms. */
function rateTime({ terms }: Pool, fromMs: number, toMs: number): bigint {
  let sum = 0n;
  for (let index = 0; index < terms.length; index++) {
    const { effectiveAtMs, managementFeeE9 } = terms[index]!;
    const startMs = index === 0 ? fromMs : Math.max(fromMs, effectiveAtMs);
    const endMs = Math.min(toMs, terms[index + 1]?.effectiveAtMs ?? toMs);
    if (endMs > startMs) sum += managementFeeE9 * BigInt(endMs - startMs);
  }
  return sum;
}
