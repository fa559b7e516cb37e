import { invariant } from '@orbiquant/kernel';
import type { FeeEvent, Lot } from './lot.ts';
import { accruedManagementFeeMinor } from './management-fee.ts';
import { chargeableGainE12, feeMinorOf, feeUnitsOf } from './performance-fee.ts';
import type { Pool } from './pool.ts';
import type { Dealt, Movement, PoolRequest, Refused, Waiting } from './requests.ts';
import type { StrikeOrder } from './strike-order.ts';
import { termsOfVersion } from './terms.ts';

/** A strike in the making. Lives inside one call of `strikePool`; nobody outside sees it change. */
export type Draft = {
  readonly pool: Pool;
  readonly order: StrikeOrder;
  readonly atMs: number;
  /** A copy once `lotsOwned`. */
  lots: Lot[];
  lotsOwned: boolean;
  units: bigint;
  cashMinor: bigint;
  feeNumerator: bigint;
  priceE12: bigint;
  offerE12: bigint;
  /** Fee units on their way to the manager's lot. */
  managerUnits: bigint;
  movements: Movement[];
  dealt: Dealt[];
  gated: PoolRequest[];
  waiting: Waiting[];
  refused: Refused[];
  feeEvents: FeeEvent[];
};

/** A draft that has not changed anything. */
export function startDraft(pool: Pool, order: StrikeOrder): Draft {
  return {
    pool,
    order,
    atMs: order.atMs,
    // Read until `ownLots` has made a copy.
    lots: pool.lots as Lot[],
    lotsOwned: false,
    units: pool.units,
    cashMinor: pool.cashMinor,
    feeNumerator: pool.feeNumerator,
    priceE12: 0n,
    offerE12: 0n,
    managerUnits: 0n,
    movements: [],
    dealt: [],
    gated: [],
    waiting: [],
    refused: [],
    feeEvents: [],
  };
}

/** The lots, to be changed in place. */
export function ownLots(draft: Draft): Lot[] {
  if (!draft.lotsOwned) draft.lots = draft.lots.slice();
  draft.lotsOwned = true;
  return draft.lots;
}

/** Notes a movement; nothing is not a movement. */
export function note(draft: Draft, movement: Movement): void {
  invariant(movement.minor >= 0n, 'money moves forward; swap the places instead');
  if (movement.minor > 0n) draft.movements.push(movement);
}

/** What a unit of a lot owes at the strike's price: gain above the hurdled mark x rate, steps of 10^-21. The manager owes nothing. */
export function chargeOf({ pool, priceE12, atMs }: Draft, lot: Lot): bigint {
  if (lot.holder === pool.managerId || priceE12 <= lot.markE12) return 0n;
  const terms = termsOfVersion(pool.terms, lot.termsVersion);
  return chargeableGainE12(lot, terms, { priceE12, atMs }) * terms.performanceFeeE9;
}

/** Takes the fee on some units of a lot: the units go to the manager. Answers with how many. */
export function takeFee(
  draft: Draft,
  lot: Lot,
  { units, chargeE21, why }: { units: bigint; chargeE21: bigint; why: FeeEvent['why'] },
): bigint {
  if (chargeE21 === 0n) return 0n;
  const { priceE12, pool } = draft;
  const feeUnits = feeUnitsOf(units, chargeE21, priceE12);
  draft.managerUnits += feeUnits;
  draft.feeEvents.push({
    lotId: lot.lotId,
    holder: lot.holder,
    feeUnits,
    feeMinor: feeMinorOf(units, chargeE21, pool.exponent),
    markBeforeE12: lot.markE12,
    priceE12,
    why,
  });
  return feeUnits;
}

/** The lot in which a series' fee units lie; no lock-up holds it. */
export const feeLotIdOf = ({ poolId, series }: Pool): string => `${poolId}:fees:${series}`;

/** Puts the fee units of the strike into the manager's lot for fees, opening it when there is none. */
export function creditManager(draft: Draft): void {
  if (draft.managerUnits === 0n) return;
  const { pool, atMs, priceE12, managerUnits } = draft;
  const lotId = feeLotIdOf(pool);
  const lots = ownLots(draft);
  const index = lots.findIndex((lot) => lot.lotId === lotId);
  if (index >= 0) lots[index] = { ...lots[index]!, units: lots[index]!.units + managerUnits };
  else
    lots.push({
      lotId,
      holder: pool.managerId,
      units: managerUnits,
      markE12: priceE12,
      markedAtMs: atMs,
      issuedAtMs: atMs,
      termsVersion: 1,
      paidInMinor: 0n,
    });
  draft.managerUnits = 0n;
}

/** What the pool owes to its holders as the draft stands. Minor units. */
export const navOf = (draft: Draft): bigint =>
  draft.cashMinor + draft.order.venueEquityMinor - accruedManagementFeeMinor(draft);

/** The pool after a strike. */
export function poolOf(draft: Draft, status: Pool['status']): Pool {
  const { pool, order, atMs, units, cashMinor, feeNumerator, priceE12 } = draft;
  return {
    ...pool,
    status,
    lots: draft.lots,
    units,
    cashMinor,
    venueMinor: order.venueEquityMinor,
    feeNumerator,
    struckAtMs: atMs,
    priceE12,
    navMinor: status === 'open' ? navOf(draft) : 0n,
  };
}
