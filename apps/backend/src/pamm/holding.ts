import type { Holding, HoldingDetail, LotView } from '@orbiquant/contracts';
import { ZERO } from '@orbiquant/kernel';
import { exponentOf } from '@orbiquant/ledger';
import {
  chargeableGainE12,
  feeMinorOf,
  feeUnitsOf,
  termsInForce,
  termsOfVersion,
  valueOfUnits,
  type Lot,
  type Pool,
} from '@orbiquant/pamm';
import {
  decimalOfE12,
  loadPool,
  payoutChoiceOf,
  queuedMinorOf,
  type PoolProduct,
  type StoredPool,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { money } from '../money.ts';

/** One lot at the last strike. Units in steps of 10^-12, money in minor units. */
type Valued = { lot: Lot; feeUnits: bigint; grossMinor: bigint; feeMinor: bigint; netMinor: bigint };

/** What a lot is worth at the last strike, and the fee that it owes the manager by then. */
function valued(pool: Pool, lot: Lot): Valued {
  const { priceE12, exponent, struckAtMs } = pool;
  const terms = termsOfVersion(pool.terms, lot.termsVersion);
  const chargeE21 =
    struckAtMs === null || pool.status === 'closed'
      ? 0n
      : chargeableGainE12(lot, terms, { priceE12, atMs: struckAtMs }) * terms.performanceFeeE9;
  const feeUnits = chargeE21 === 0n ? 0n : feeUnitsOf(lot.units, chargeE21, priceE12);
  return {
    lot,
    feeUnits,
    grossMinor: valueOfUnits(lot.units, priceE12, exponent),
    feeMinor: feeMinorOf(lot.units, chargeE21, exponent),
    netMinor: valueOfUnits(lot.units - feeUnits, priceE12, exponent),
  };
}

/** A person's lots in a product as they stand. */
async function ownLots(
  db: EntityManager,
  product: PoolProduct,
  userId: string,
): Promise<{ stored: StoredPool | null; own: Valued[] }> {
  const stored = await loadPool(db, product, [userId]);
  const lots = stored?.pool.lots.filter(({ holder }) => holder === userId) ?? [];
  return { stored, own: lots.map((lot) => valued(stored!.pool, lot)) };
}

const sumOf = (own: readonly Valued[], part: (each: Valued) => bigint): bigint =>
  own.reduce((sum, each) => sum + part(each), 0n);

/** What a person has in a product at its newest strike: the units that are left when the fee accrued is paid, and their value. */
export async function holdingView(
  db: EntityManager,
  product: PoolProduct,
  { userId, queuedMinor }: { userId: string; queuedMinor: bigint },
): Promise<Holding> {
  const { currency, productId, name } = product;
  const { stored, own } = await ownLots(db, product, userId);
  const units = sumOf(own, ({ lot, feeUnits }) => lot.units - feeUnits);
  const paidInMinor = sumOf(own, ({ lot }) => lot.paidInMinor);
  const valueMinor = stored ? valueOfUnits(units, stored.pool.priceE12, exponentOf(currency)) : 0n;
  return {
    productId,
    productName: name,
    units: own.length === 0 ? ZERO : decimalOfE12(units),
    navPerUnit: stored ? decimalOfE12(stored.pool.priceE12) : null,
    strikeId: stored?.strikeId ?? null,
    struckAtMs: stored?.pool.struckAtMs ?? null,
    value: money(valueMinor, currency),
    paidIn: money(paidInMinor, currency),
    gain: money(valueMinor - paidInMinor, currency),
    queued: money(queuedMinor, currency),
  };
}

/** A person's holding opened: each lot with its mark, the fee it has accrued, and when it can leave. */
export async function holdingDetail(
  db: EntityManager,
  product: PoolProduct,
  { userId, nowMs }: { userId: string; nowMs: number },
): Promise<HoldingDetail> {
  const { productId, currency } = product;
  const { stored, own } = await ownLots(db, product, userId);
  const lots = own.map((each) => lotView(stored!.pool, each, nowMs));
  const total = (part: (each: Valued) => bigint) => money(sumOf(own, part), currency);
  return {
    productId,
    navPerUnit: stored ? decimalOfE12(stored.pool.priceE12) : null,
    struckAtMs: stored?.pool.struckAtMs ?? null,
    lots,
    grossValue: total(({ grossMinor }) => grossMinor),
    feeAccrued: total(({ feeMinor }) => feeMinor),
    netValue: total(({ netMinor }) => netMinor),
    paidIn: total(({ lot }) => lot.paidInMinor),
    queued: money((await queuedMinorOf(db, userId)).get(productId) ?? 0n, currency),
    asOfMs: nowMs,
    leaveAtMs: lots.length === 0 ? null : Math.min(...lots.map(({ leaveAtMs }) => leaveAtMs)),
    payoutChoice: await payoutChoiceOf(db, { productId, userId }),
  };
}

const lotView = (pool: Pool, { lot, grossMinor, feeMinor, netMinor }: Valued, nowMs: number): LotView => ({
  lotId: lot.lotId,
  units: decimalOfE12(lot.units),
  mark: decimalOfE12(lot.markE12),
  issuedAtMs: lot.issuedAtMs,
  termsVersion: lot.termsVersion,
  paidIn: money(lot.paidInMinor, pool.currency),
  grossValue: money(grossMinor, pool.currency),
  feeAccrued: money(feeMinor, pool.currency),
  netValue: money(netMinor, pool.currency),
  leaveAtMs: leaveAtMs(pool, lot, nowMs),
});

/** Earliest a redemption asked for now can be dealt: after lock-up and notice, or now while terms that hurt are announced. */
function leaveAtMs({ terms }: Pool, lot: Lot, nowMs: number): number {
  const mayLeaveFreely = terms.some(
    ({ hurts, announcedAtMs, effectiveAtMs }) =>
      hurts && lot.issuedAtMs <= announcedAtMs && announcedAtMs <= nowMs && nowMs < effectiveAtMs,
  );
  if (mayLeaveFreely) return nowMs;
  const own = termsOfVersion(terms, lot.termsVersion);
  const current = termsInForce(terms, nowMs);
  const lockUpMs = Math.min(own.lockUpMs, current.lockUpMs);
  return Math.max(lot.issuedAtMs + lockUpMs, nowMs + Math.min(own.noticeMs, current.noticeMs));
}
