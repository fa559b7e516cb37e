import type { BacktestState } from './backtest-state.ts';
import type { Filling } from './filling.ts';
import type { Lane } from './lane.ts';

/**
 * How much more of an instrument the account can carry on one side at a price, base units: on spot what cash pays for,
 * or what is held; on a perpetual what margin allows, closing first.
 */
export function roomFor(state: BacktestState, lane: Lane, { side, price, feeRate }: Filling): number {
  const held = lane.position.quantity;
  if (!lane.isPerpetual) return side > 0 ? state.freeCash() / (price * (1 + feeRate)) : held;
  if (side < 0 && !state.assumptions.allowShort) return Math.max(held, 0);
  const perUnit = price * (1 / lane.leverageMax + feeRate);
  const margin = marginBesides(state, lane, price);
  if (held * side >= 0) return (margin - (Math.abs(held) * price) / lane.leverageMax) / perUnit;
  return Math.abs(held) + Math.max(margin, 0) / perUnit;
}

/** Equity that can back this perpetual at a price: without spot holdings and the margins of the other perpetuals. */
function marginBesides(state: BacktestState, lane: Lane, price: number): number {
  let margin = state.cash + lane.position.quantity * price;
  for (const other of state.lanes) {
    if (other === lane || !other.isPerpetual || other.position.quantity === 0) continue;
    const { quantity } = other.position;
    margin += quantity * other.mark - (Math.abs(quantity) * other.mark) / other.leverageMax;
  }
  return margin;
}
