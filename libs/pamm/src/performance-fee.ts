import type { Lot } from './lot.ts';
import { ceilDiv, RATE_ONE_E9, stepsPerMinor, YEAR_MS } from './scale.ts';
import type { Terms } from './terms.ts';

/** A price at an instant. */
export type Look = { priceE12: bigint; atMs: number };

/**
 * The price above which a lot owes a performance fee: its mark, grown by the hurdle since the mark was set.
 * Simple interest, actual/365, rounded up in favour of the investor. Steps of 10^-12.
 */
export function hurdledMarkE12({ markE12, markedAtMs }: Lot, hurdleE9: bigint, atMs: number): bigint {
  if (hurdleE9 === 0n || atMs <= markedAtMs) return markE12;
  return markE12 + ceilDiv(markE12 * hurdleE9 * BigInt(atMs - markedAtMs), RATE_ONE_E9 * YEAR_MS);
}

/**
 * What a unit of a lot has gained above its hurdled mark, 0 when it has not. Steps of 10^-12.
 * Looking changes nothing: whoever looks daily finds at the month's end what a single look finds.
 */
export function chargeableGainE12(lot: Lot, terms: Terms, { priceE12, atMs }: Look): bigint {
  if (priceE12 <= lot.markE12) return 0n;
  const gain = priceE12 - hurdledMarkE12(lot, terms.hurdleE9, atMs);
  return gain > 0n ? gain : 0n;
}

/** Units that carry the fee on a gain, rounded down in favour of the investor. `priceE12` > 0. */
export const feeUnitsOf = (units: bigint, chargeE21: bigint, priceE12: bigint): bigint =>
  (units * chargeE21) / (priceE12 * RATE_ONE_E9);

/** The fee on units in money, rounded down. `chargeE21` = gain per unit (10^-12) x rate (10^-9). Minor units. */
export const feeMinorOf = (units: bigint, chargeE21: bigint, exponent: number): bigint =>
  (units * chargeE21) / (RATE_ONE_E9 * stepsPerMinor(exponent));

/** The performance fee that a lot has accrued and not paid: a liability of the lot, not of the pool. Minor units. */
export const accruedFeeMinor = (lot: Lot, terms: Terms, look: Look & { exponent: number }): bigint =>
  feeMinorOf(lot.units, chargeableGainE12(lot, terms, look) * terms.performanceFeeE9, look.exponent);
