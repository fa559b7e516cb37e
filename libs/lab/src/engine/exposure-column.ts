import { FILL_BAR, FILL_ORDER, FILL_SIGNED, type BacktestState } from './backtest-state.ts';
import type { Lane } from './lane.ts';
import { LANE } from './order-row.ts';

/** Value of all positions at the close of each step, worked out from the fills; an absent bar counts at its last close. */
export function exposureColumn(state: BacktestState, timeMs: Float64Array): Float64Array {
  const exposure = new Float64Array(timeMs.length);
  for (const lane of state.lanes) addLane(state, lane, { timeMs, exposure });
  return exposure;
}

function addLane(
  state: BacktestState,
  { index, bars }: Lane,
  { timeMs, exposure }: { timeMs: Float64Array; exposure: Float64Array },
): void {
  const { cells, rows, width } = state.fills;
  let [fill, held, at] = [0, 0, -1];
  for (let step = 0; step < timeMs.length; step++) {
    if (bars.openTimeMs[at + 1] === timeMs[step]) at++;
    for (; fill < rows * width; fill += width) {
      if (state.orders.cells[cells[fill + FILL_ORDER]! + LANE] !== index) continue;
      if (cells[fill + FILL_BAR]! > at) break;
      held += cells[fill + FILL_SIGNED]!;
    }
    if (held !== 0) exposure[step]! += held * bars.close[at]!;
  }
}
