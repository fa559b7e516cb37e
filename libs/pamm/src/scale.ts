import { invariant } from '@orbiquant/kernel';

/** One unit of a pool, in the steps of 10^-12 in which units are kept. */
export const UNIT_E12 = 1_000_000_000_000n;
/** A price of 1 currency unit per unit, in steps of 10^-12. */
export const PRICE_ONE_E12 = 1_000_000_000_000n;
/** A rate of 1 (100 %), in steps of 10^-9. */
export const RATE_ONE_E9 = 1_000_000_000n;
/** The year of rates: 365 days, actual/365. Milliseconds. */
export const YEAR_MS = 31_536_000_000n;

const EXPONENT_MAX = 24;
const STEPS_PER_MINOR = Array.from(
  { length: EXPONENT_MAX + 1 },
  (_, exponent) => 10n ** BigInt(EXPONENT_MAX - exponent),
);

/**
 * How many unit steps times price steps make one minor unit: 10^(24 - exponent).
 * @param exponent  Decimal places of the currency, 0..24 (JPY 0, USDT 6, ETH 18).
 * @throws Invariant, when units and prices of 12 places cannot carry such a currency.
 */
export function stepsPerMinor(exponent: number): bigint {
  const steps = STEPS_PER_MINOR[exponent];
  invariant(steps !== undefined, `a pool keeps currencies of 0 to 24 decimal places, not ${exponent}`);
  return steps;
}

/** The quotient towards plus infinity. `divisor` > 0. */
export const ceilDiv = (dividend: bigint, divisor: bigint): bigint => {
  const quotient = dividend / divisor;
  return quotient * divisor < dividend ? quotient + 1n : quotient;
};

/** What units are worth at a price, rounded down: a seller never gets more than there is. Minor units. */
export const valueOfUnits = (units: bigint, priceE12: bigint, exponent: number): bigint =>
  (units * priceE12) / stepsPerMinor(exponent);

/** Units that money buys at a price, rounded down: a buyer never gets more than was paid for. Steps of 10^-12, `priceE12` > 0. */
export const unitsForCash = (cashMinor: bigint, priceE12: bigint, exponent: number): bigint =>
  (cashMinor * stepsPerMinor(exponent)) / priceE12;

/** The NAV per unit at which a pool buys back: rounded down to 12 places, 0 when nothing is left. `units` > 0. */
export const bidOf = (navMinor: bigint, units: bigint, exponent: number): bigint =>
  navMinor > 0n ? (navMinor * stepsPerMinor(exponent)) / units : 0n;

/** The NAV per unit at which a pool issues: the same price rounded up, so that the two never differ by more than one step. */
export const offerOf = (navMinor: bigint, units: bigint, exponent: number): bigint =>
  ceilDiv(navMinor * stepsPerMinor(exponent), units);
