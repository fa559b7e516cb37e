import { Decimal, type Decimal as Exact } from '@orbiquant/kernel';

/** What bounds a position. Money in quote units, ratios of equity. */
export type SizeBounds = {
  equity: Exact;
  cash: Exact;
  riskShare: Exact;
  price: Exact;
  stop: Exact;
  exposureLeft: Exact;
  concentrationLeft: Exact;
  feeShare: Exact;
};

/**
 * Fixed-fractional size: the quantity whose loss at the stop is the chosen share of equity, cut to what exposure,
 * concentration and cash (with the fee) still allow.
 *
 * @returns  Base units, not yet on the instrument's step; zero when nothing is left.
 * @see      R. Vince, Portfolio Management Formulas, 1990 (fixed fractional trading).
 */
export function positionSize({
  equity,
  cash,
  riskShare,
  price,
  stop,
  exposureLeft,
  concentrationLeft,
  feeShare,
}: SizeBounds): Exact {
  const distance = price.minus(stop);
  if (distance.lte(0) || price.lte(0)) return new Decimal(0);
  const byRisk = equity.times(riskShare).div(distance);
  const byRoom = Decimal.min(exposureLeft, concentrationLeft, cash.div(feeShare.plus(1))).div(price);
  return Decimal.max(Decimal.min(byRisk, byRoom), 0);
}
