import { chargeOf, ownLots, takeFee, type Draft } from './draft.ts';
import type { Lot } from './lot.ts';
import { ceilDiv, RATE_ONE_E9, stepsPerMinor } from './scale.ts';

/** What to sell at most; null is without limit. */
export type SaleLimits = { units: bigint | null; cashMinor: bigint | null };
/** What was sold: `units` of which `feeUnits` went to the manager and the rest was burnt for `payoutMinor`. */
export type Sale = { units: bigint; feeUnits: bigint; payoutMinor: bigint };

/**
 * Sells from lots, first in first out, until a limit is reached. The performance fee on what is sold is taken in
 * units, the rest is burnt; money is rounded down once, over all lots of the sale.
 *
 * @param places  Where the seller's lots stand in `draft.lots`, oldest first.
 */
export function sellLots(draft: Draft, places: readonly number[], limits: SaleLimits): Sale {
  const scale = stepsPerMinor(draft.pool.exponent);
  const needed = limits.cashMinor === null ? null : limits.cashMinor * scale;
  const sale: Sale = { units: 0n, feeUnits: 0n, payoutMinor: 0n };
  for (const place of places) {
    const lot = draft.lots[place]!;
    const chargeE21 = chargeOf(draft, lot);
    const units = unitsOf(draft, lot, {
      chargeE21,
      units: limits.units === null ? null : limits.units - sale.units,
      worth: needed === null ? null : needed - (sale.units - sale.feeUnits) * draft.priceE12,
    });
    if (units === 0n) continue;
    sale.units += units;
    sale.feeUnits += takeFee(draft, lot, { units, chargeE21, why: 'redemption' });
    ownLots(draft)[place] = without(lot, units);
  }
  sale.payoutMinor = cap(((sale.units - sale.feeUnits) * draft.priceE12) / scale, limits.cashMinor);
  draft.units -= sale.units - sale.feeUnits;
  draft.cashMinor -= sale.payoutMinor;
  return sale;
}

type Need = { chargeE21: bigint; units: bigint | null; worth: bigint | null };

/** How much of a lot has to be sold: all of it, or what still lacks in units or in worth (unit steps x price steps). */
function unitsOf({ priceE12 }: Draft, lot: Lot, { chargeE21, units, worth }: Need): bigint {
  const limit = cap(lot.units, units);
  if (worth === null || limit <= 0n) return limit;
  return worth <= 0n ? 0n : cap(limit, ceilDiv(worth * RATE_ONE_E9, priceE12 * RATE_ONE_E9 - chargeE21));
}

const cap = (value: bigint, most: bigint | null): bigint => (most !== null && most < value ? most : value);

const without = (lot: Lot, units: bigint): Lot => ({
  ...lot,
  units: lot.units - units,
  paidInMinor: lot.paidInMinor - (lot.paidInMinor * units) / lot.units,
});
