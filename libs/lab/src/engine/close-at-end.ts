import type { BacktestState } from './backtest-state.ts';
import { execute } from './execute.ts';
import type { Lane } from './lane.ts';
import { AT_END } from './order-row.ts';
import { bearShortfall } from './liquidation.ts';

/** Sells what is still held at the close of its last bar, with fee and slippage, so that no trade stays open. */
export function closeAtEnd(state: BacktestState): void {
  for (const lane of state.lanes) if (lane.position.quantity !== 0) closeLane(state, lane);
  bearShortfall(state);
}

function closeLane(state: BacktestState, lane: Lane): void {
  const at = lane.bars.close.length - 1;
  lane.now.at(lane.bars, at, at);
  lane.now.isAtClose = true;
  lane.volumeLeft = Infinity;
  const order = state.addClosing(lane, AT_END, NaN);
  execute(state, order, lane.bars.close[at]!);
}
