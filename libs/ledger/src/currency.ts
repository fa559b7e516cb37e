import { Decimal, invariant } from '@orbiquant/kernel';

/** How many decimal places a booked currency has: 1 unit = 10^exponent minor units. */
export const CURRENCY_EXPONENTS: Readonly<Record<string, number>> = {
  USD: 2,
  EUR: 2,
  JPY: 0,
  USDT: 6,
  BTC: 8,
  ETH: 18,
};

/** Decimal places of a currency. @throws Invariant, when the books do not keep that currency. */
export function exponentOf(currency: string): number {
  const exponent = CURRENCY_EXPONENTS[currency];
  invariant(exponent !== undefined, `the books do not keep ${currency}`);
  return exponent;
}

/** An amount in minor units as an exact decimal of the currency: 1_500_000 minor USDT = 1.5. */
export const toUnits = (minor: bigint, exponent: number): Decimal =>
  new Decimal(minor.toString()).div(new Decimal(10).pow(exponent));

/** Whole minor units in an owed value, towards minus infinity: what is left over is never booked, so a pool never owes it. */
export const floorToMinor = (value: Decimal, exponent: number): bigint =>
  BigInt(value.times(new Decimal(10).pow(exponent)).floor().toFixed());
