import { Decimal, invariant } from '@orbiquant/kernel';
import type { Instrument } from '@orbiquant/contracts';

/**
 * The one bridge from a measured price to an owed one: the float's shortest text, moved to the instrument's tick.
 *
 * @param price    Quote units, finite and > 0.
 * @param toward   `down` for what we would rather buy lower or sell lower (stops of a long), `up` for the mirror.
 * @returns        A multiple of the tick, > 0.
 * @throws         Invariant, when the price is not finite and positive.
 */
export function quantizePrice(
  price: number | Decimal,
  instrument: Pick<Instrument, 'tickSize'>,
  toward: 'down' | 'up',
): Decimal {
  const exact = new Decimal(price);
  invariant(exact.isFinite() && exact.gt(0), 'a price is finite and positive');
  const ticks = exact.div(instrument.tickSize);
  const whole = toward === 'down' ? ticks.floor() : ticks.ceil();
  return Decimal.max(whole, 1).times(instrument.tickSize);
}

/** What a venue would say about a quantity that does not pass its filters. */
export type QuantityRefusal = 'below-quantity-min' | 'below-notional-min';

/**
 * A quantity moved down to the instrument's step, so that it never risks, or sells, more than was asked.
 *
 * @param quantity  Base units, >= 0.
 * @param price     Quote units; with it the smallest notional is checked.
 * @returns         The quantity, or why the venue would refuse it.
 */
export function quantizeQuantity(
  quantity: Decimal,
  price: Decimal,
  instrument: Pick<Instrument, 'stepSize' | 'quantityMin' | 'notionalMin'>,
): { ok: true; quantity: Decimal } | { ok: false; refusal: QuantityRefusal } {
  const whole = quantity.div(instrument.stepSize).floor().times(instrument.stepSize);
  if (whole.lte(0) || whole.lt(instrument.quantityMin)) return { ok: false, refusal: 'below-quantity-min' };
  if (whole.times(price).lt(instrument.notionalMin)) return { ok: false, refusal: 'below-notional-min' };
  return { ok: true, quantity: whole };
}
