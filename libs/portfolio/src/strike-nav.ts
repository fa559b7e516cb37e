import { Decimal, invariant } from '@orbiquant/kernel';

/** Decimal places of units and of NAV per unit. */
export const UNIT_PLACES = 12;

/** What a pool's value is made of, in one currency with `exponent` decimal places. */
export type NavParts = {
  /** Money subscribed that has not gone to the venue. Minor units. */
  poolCashMinor: bigint;
  /** Cash and positions at mark at the venue. Currency units. */
  equity: Decimal;
  /** Fees owed by the pool and not paid yet. Minor units, >= 0. */
  accruedFeesMinor: bigint;
  /** Units in issue before anything is executed at this strike, > 0. */
  units: Decimal;
  exponent: number;
};

/** The value of a pool and the price of one unit of it. */
export type StruckNav = { navMinor: bigint; navPerUnit: Decimal };

const scaleOf = (exponent: number): Decimal => new Decimal(10).pow(exponent);
const down = (value: Decimal): Decimal => value.toDecimalPlaces(UNIT_PLACES, Decimal.ROUND_DOWN);

/**
 * What a pool is worth, and what one unit of it costs: cash + positions at mark - accrued fees, over the units.
 * Floored to the minor unit and to 12 decimals. Null when nothing is left that could be priced.
 *
 * @throws Invariant, when no units are in issue.
 */
export function strikeNav({ poolCashMinor, equity, accruedFeesMinor, units, exponent }: NavParts): StruckNav | null {
  invariant(units.greaterThan(0), 'a NAV is struck over units in issue');
  const venueMinor = BigInt(equity.times(scaleOf(exponent)).floor().toFixed());
  const navMinor = poolCashMinor + venueMinor - accruedFeesMinor;
  const navPerUnit = down(new Decimal(navMinor.toString()).div(scaleOf(exponent)).div(units));
  return navMinor > 0n && navPerUnit.greaterThan(0) ? { navMinor, navPerUnit } : null;
}

/** Units that a sum of money buys at a price, 12 decimals, rounded down: a buyer never gets more than was paid for. */
export function issueUnits(cashMinor: bigint, navPerUnit: Decimal, exponent: number): Decimal {
  invariant(cashMinor > 0n && navPerUnit.greaterThan(0), 'units are bought with money at a price');
  return down(new Decimal(cashMinor.toString()).div(scaleOf(exponent)).div(navPerUnit));
}

/** What units are worth at a price, rounded down to the minor unit. */
export const valueOf = (units: Decimal, navPerUnit: Decimal, exponent: number): bigint =>
  BigInt(units.times(navPerUnit).times(scaleOf(exponent)).floor().toFixed());

/** How a holding's value follows from its units, with the figures in place. */
export const holdingFormula = (units: Decimal, navPerUnit: Decimal, exponent: number): string =>
  `${units.toFixed()} × ${navPerUnit.toFixed()} = ${new Decimal(valueOf(units, navPerUnit, exponent).toString()).div(scaleOf(exponent)).toFixed(exponent)}`;
