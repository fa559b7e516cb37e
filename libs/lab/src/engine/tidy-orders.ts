import type { BacktestState } from './backtest-state.ts';
import type { Lane } from './lane.ts';
import { ACTIVE_BAR, EXPIRED, GOOD_FOR_BARS, LAST_BAR, REASON, STATUS, WAITING } from './order-row.ts';

/** After a bar: orders past their last bar expire, and those that have ended leave the list. */
export function tidyOrders(state: BacktestState, lane: Lane, at: number): void {
  const { cells } = state.orders;
  let kept = 0;
  for (const order of lane.waiting) {
    if (cells[order + STATUS] !== WAITING) continue;
    if (cells[order + LAST_BAR]! <= at && cells[order + ACTIVE_BAR]! <= at) {
      cells[order + STATUS] = EXPIRED;
      cells[order + REASON] = GOOD_FOR_BARS;
    } else lane.waiting[kept++] = order;
  }
  // setting the length would give the array's memory back each time
  while (lane.waiting.length > kept) lane.waiting.pop();
}
