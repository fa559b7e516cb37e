import { monthIndexOf } from '@orbiquant/periods';
import { chargeOf, ownLots, takeFee, type Draft } from './draft.ts';
import type { Lot } from './lot.ts';
import { termsInForce } from './terms.ts';

/** Whether a strike takes the fees: as ordered, else when it is the first of its UTC month. */
export function isCrystallising({ pool, order, atMs }: Draft): boolean {
  if (order.crystallise !== undefined) return order.crystallise;
  return pool.struckAtMs !== null && monthIndexOf(pool.struckAtMs) < monthIndexOf(atMs);
}

/**
 * Takes the performance fee of every lot in units and sets its mark to the price; a lot below its mark keeps both.
 * Done twice, the second time finds nothing. Newer terms that are in force by now hold for the lot from here on, and
 * never for a gain made before.
 */
export function crystalliseLots(draft: Draft): void {
  const version = termsInForce(draft.pool.terms, draft.atMs).version;
  for (let index = 0; index < draft.lots.length; index++) {
    const lot = draft.lots[index]!;
    const chargeE21 = chargeOf(draft, lot);
    const upgrades = lot.termsVersion < version;
    if (chargeE21 > 0n || upgrades) ownLots(draft)[index] = crystallised(draft, lot, { chargeE21, version });
  }
}

function crystallised(draft: Draft, lot: Lot, { chargeE21, version }: { chargeE21: bigint; version: number }): Lot {
  const upgrades = lot.termsVersion < version;
  const termsVersion = upgrades ? version : lot.termsVersion;
  const why = upgrades ? 'terms-change' : 'month-end';
  const units = lot.units - takeFee(draft, lot, { units: lot.units, chargeE21, why });
  const rises = draft.priceE12 > lot.markE12;
  if (!rises) return { ...lot, termsVersion };
  return { ...lot, units, termsVersion, markE12: draft.priceE12, markedAtMs: draft.atMs };
}
