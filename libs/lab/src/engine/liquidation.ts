import type { BacktestState } from './backtest-state.ts';
import { execute } from './execute.ts';
import type { Lane } from './lane.ts';
import { LIQUIDATION, PAID } from './order-row.ts';

/**
 * The price at which the account's margin no longer carries this perpetual, the others at their last marks. Spot
 * holdings back nothing. Quote units; NaN where no price does it.
 */
export function liquidationPrice(state: BacktestState, lane: Lane): number {
  const held = lane.position.quantity;
  if (!lane.isPerpetual || held === 0) return NaN;
  let lacking = -state.cash;
  for (const other of state.lanes) {
    if (other === lane || !other.isPerpetual) continue;
    const { quantity } = other.position;
    if (quantity !== 0) lacking += Math.abs(quantity) * other.mark * other.maintenanceRate - quantity * other.mark;
  }
  const price = lacking / (held - Math.abs(held) * lane.maintenanceRate);
  return price > 0 ? price : NaN;
}

/** Whether the open has gone beyond the margin call: the venue closes at the open. */
export function liquidatedAtOpen(state: BacktestState, lane: Lane): boolean {
  const held = lane.position.quantity;
  if (!lane.isPerpetual || held === 0) return false;
  const { open } = lane.now;
  if (!((open - liquidationPrice(state, lane)) * held <= 0)) return false;
  liquidate(state, lane, open);
  return true;
}

/** The venue closes the position whatever the volume, takes its fee, and bears what goes beyond zero. */
export function liquidate(state: BacktestState, lane: Lane, price: number): void {
  lane.volumeLeft = Infinity;
  const order = state.addClosing(lane, LIQUIDATION, price);
  execute(state, order, price);
  const fee = (state.orders.cells[order + PAID]! * state.assumptions.liquidationFeeBps) / 10_000;
  state.cash -= fee;
  state.costs.liquidation += fee;
  bearShortfall(state);
}

/** A debt with nothing left to sell is the venue's loss: the account stands at zero, and the run says how much it was. */
export function bearShortfall(state: BacktestState): void {
  if (state.cash >= 0 || state.lanes.some(({ position }) => position.quantity !== 0)) return;
  state.shortfall -= state.cash;
  state.cash = 0;
}
