import { invariant } from '@orbiquant/kernel';
import type { Sized } from './sized.ts';

/** A planned trade with a stop. */
export type StoppedTrade = {
  /** Capital, quote units, >= 0. */
  equity: number;
  /** Share of capital lost when the stop is hit, in (0, 1]. */
  riskFraction: number;
  /** Quote units per unit of the instrument, > 0. */
  entryPrice: number;
  stopPrice: number;
  /** Cost of the round trip per unit, quote units, >= 0; default 0. */
  costPerUnit?: number;
  /** Most capital per unit of equity that may be committed, > 0; default 1 (no leverage). */
  leverageMax?: number;
};

/**
 * Fixed fractional size: as many units as lose a fixed share of capital when the stop is hit.
 *
 * @returns  `quantity` in units of the instrument, not rounded, capped by `leverageMax`; the refusal `no-risk-defined` when
 *           the stop is at the entry, `too-small` without capital.
 * @throws   Invariant, when an input is outside its range.
 * @see      R. Vince, "Portfolio Management Formulas", 1990; V. Tharp, "Trade Your Way to Financial Freedom", 1998.
 */
export function fixedFractional(trade: StoppedTrade): Sized<'quantity'> {
  const { equity, riskFraction, entryPrice, stopPrice, costPerUnit = 0, leverageMax = 1 } = trade;
  invariant(riskFraction > 0 && riskFraction <= 1, 'a risk fraction lies in (0, 1]');
  invariant(
    [entryPrice, stopPrice, leverageMax].every((value) => value > 0),
    'prices and leverage are above zero',
  );
  invariant(equity >= 0 && costPerUnit >= 0, 'capital and cost are not negative');
  if (entryPrice === stopPrice) return { ok: false, refusal: 'no-risk-defined' };
  const risked = (equity * riskFraction) / (Math.abs(entryPrice - stopPrice) + costPerUnit);
  const quantity = Math.min(risked, (equity * leverageMax) / entryPrice);
  return quantity > 0 ? { ok: true, quantity } : { ok: false, refusal: 'too-small' };
}
