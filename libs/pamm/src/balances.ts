import { distribute } from './distribute.ts';
import { chargeableGainE12, feeMinorOf } from './performance-fee.ts';
import type { Pool } from './pool.ts';
import { RATE_ONE_E9 } from './scale.ts';
import { termsOfVersion } from './terms.ts';
import type { Lot } from './lot.ts';

/** What one holder has in a pool at its last strike. */
export type Balance = {
  holder: string;
  /** Steps of 10^-12, before the accrued fee. */
  units: bigint;
  /** Value, net of the performance fee accrued; the manager's holds the fees accrued by the others. Minor units. */
  balanceMinor: bigint;
  /** Performance fee accrued and not taken, already off the balance. Minor units. */
  feeAccruedMinor: bigint;
  /** Paid for the units that are left. Minor units. */
  paidInMinor: bigint;
};

type Sum = { units: bigint; worth: bigint; feeAccruedMinor: bigint; paidInMinor: bigint };

/**
 * Every holder's balance at the last strike, ordered by holder: net of accrued fees, and adding up to the pool's NAV to
 * the minor unit (largest remainder over the exact values).
 */
export function balancesOf(pool: Pool): Balance[] {
  const sums = new Map<string, Sum>();
  for (const lot of pool.lots) addLot(pool, sums, lot);
  const holders = [...sums.keys()].sort();
  const isWorthless = pool.navMinor === 0n || pool.units === 0n;
  const weights = holders.map((id) => ({ id, weight: sums.get(id)!.worth }));
  const shares = distribute(isWorthless ? 0n : pool.navMinor, weights);
  return holders.map((holder, index) => {
    const { units, feeAccruedMinor, paidInMinor } = sums.get(holder)!;
    return { holder, units, balanceMinor: shares[index]!, feeAccruedMinor, paidInMinor };
  });
}

function addLot(pool: Pool, sums: Map<string, Sum>, lot: Lot): void {
  const chargeE21 = chargeAtStrike(pool, lot);
  const own = sumOf(sums, lot.holder);
  own.units += lot.units;
  own.worth += lot.units * (pool.priceE12 * RATE_ONE_E9 - chargeE21);
  own.paidInMinor += lot.paidInMinor;
  if (chargeE21 === 0n) return;
  own.feeAccruedMinor += feeMinorOf(lot.units, chargeE21, pool.exponent);
  sumOf(sums, pool.managerId).worth += lot.units * chargeE21;
}

function sumOf(sums: Map<string, Sum>, holder: string): Sum {
  const known = sums.get(holder);
  if (known) return known;
  const empty = { units: 0n, worth: 0n, feeAccruedMinor: 0n, paidInMinor: 0n };
  sums.set(holder, empty);
  return empty;
}

function chargeAtStrike({ managerId, terms, priceE12, struckAtMs, status }: Pool, lot: Lot): bigint {
  if (lot.holder === managerId || struckAtMs === null || status === 'closed') return 0n;
  const own = termsOfVersion(terms, lot.termsVersion);
  return chargeableGainE12(lot, own, { priceE12, atMs: struckAtMs }) * own.performanceFeeE9;
}
