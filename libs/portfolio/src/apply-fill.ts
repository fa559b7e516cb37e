import type { Fill, Position } from '@orbiquant/contracts';
import { Decimal, invariant, ZERO } from '@orbiquant/kernel';

const AVERAGE_PLACES = 18;

/** No position yet. */
export const flatPosition = (agentId: string, symbol: string): Position => ({
  agentId,
  symbol,
  quantity: ZERO,
  averagePrice: ZERO,
  realisedPnl: ZERO,
  feesPaid: ZERO,
  updatedAtMs: 0,
});

/** What a fill did to the base asset: bought less a fee taken in it; negative when sold. Base units. */
export function baseChange({ symbol, side, quantity, fee, feeAsset }: Fill): Decimal {
  const traded = side === 'buy' ? quantity : quantity.negated();
  return feeAsset === symbol.split('/')[0] ? traded.minus(fee) : traded;
}

/** What a fill did to the cash: paid or received, and a fee taken in it. Quote units, negative when paid. */
export function quoteChange({ symbol, side, price, quantity, fee, feeAsset }: Fill): Decimal {
  const notional = price.times(quantity);
  const cash = side === 'buy' ? notional.negated() : notional;
  return feeAsset === symbol.split('/')[1] ? cash.minus(fee) : cash;
}

/**
 * A position after one more trade, at average cost with fees included: opening moves the average, closing realises.
 * A fee in a third asset changes neither quantity nor cash here; it is not part of the position.
 *
 * @throws Invariant, when the fill belongs to another agent or instrument.
 */
export function applyFill(before: Position, fill: Fill): Position {
  invariant(before.agentId === fill.agentId && before.symbol === fill.symbol, 'a fill belongs to its own position');
  const base = baseChange(fill);
  const closing = !before.quantity.isZero() && before.quantity.isNegative() !== base.isNegative();
  const moved = closing ? close(before, base, quoteChange(fill)) : open(before, base, quoteChange(fill));
  return { ...moved, feesPaid: before.feesPaid.plus(feeInQuote(fill)), updatedAtMs: fill.filledAtMs };
}

/** Moves the average by what was paid, or for a short by what came in: less than nothing where the fee was more than that. */
function open(before: Position, base: Decimal, cash: Decimal): Position {
  const quantity = before.quantity.plus(base);
  if (quantity.isZero()) return { ...before, quantity, averagePrice: ZERO, realisedPnl: before.realisedPnl.plus(cash) };
  const paid = base.isNegative() ? cash : cash.negated();
  const cost = before.averagePrice.times(before.quantity.abs()).plus(paid);
  return { ...before, quantity, averagePrice: cost.div(quantity.abs()).toDecimalPlaces(AVERAGE_PLACES) };
}

/** Realises on the part that closes; what goes beyond flat opens the other way. */
function close(before: Position, base: Decimal, cash: Decimal): Position {
  const closed = Decimal.min(base.abs(), before.quantity.abs());
  const share = cash.times(closed).div(base.abs());
  const entry = before.averagePrice.times(closed).times(before.quantity.isNegative() ? -1 : 1);
  const realisedPnl = before.realisedPnl.plus(share).minus(entry);
  const quantity = before.quantity.plus(base);
  if (quantity.isZero()) return { ...before, quantity, averagePrice: ZERO, realisedPnl };
  if (quantity.isNegative() === before.quantity.isNegative()) return { ...before, quantity, realisedPnl };
  const flat = { ...before, quantity: ZERO, averagePrice: ZERO, realisedPnl };
  return open(flat, quantity, cash.minus(share));
}

function feeInQuote({ symbol, price, fee, feeAsset }: Fill): Decimal {
  const [base, quote] = symbol.split('/');
  if (feeAsset === quote) return fee;
  return feeAsset === base ? fee.times(price) : ZERO;
}
