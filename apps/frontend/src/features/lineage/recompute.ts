import type { Holding, Money, StrikeDetail } from '@orbiquant/contracts';
import { Decimal, sumDecimals } from '@orbiquant/kernel';

/** Whole minor units of an exact value, rounded down as booked money is. */
export const toMinor = (value: Decimal, exponent: number): bigint =>
  BigInt(value.times(Decimal.pow(10, exponent)).toDecimalPlaces(0, Decimal.ROUND_FLOOR).toFixed(0));

/** Units times the value of one, in booked money. */
export const holdingValue = ({ units, navPerUnit, value }: Holding): Money => ({
  ...value,
  minor: navPerUnit ? toMinor(units.times(navPerUnit), value.exponent) : 0n,
});

/** Value at mark of a strike's positions. */
export const positionsValue = ({ positions }: StrikeDetail): Decimal =>
  sumDecimals(positions.map(({ value }) => value));

/** Cash outside, cash at the venue and positions at mark, less the fees that have accrued, in booked money. */
export const strikeValue = (detail: StrikeDetail): Money => ({
  ...detail.strike.nav,
  minor: toMinor(
    detail.poolCash.plus(detail.venueCash).plus(positionsValue(detail)).minus(detail.accruedFees),
    detail.strike.nav.exponent,
  ),
});
