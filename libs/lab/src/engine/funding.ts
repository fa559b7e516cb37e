import type { BacktestState } from './backtest-state.ts';
import type { Lane } from './lane.ts';

/**
 * Settles the funding that fell due up to the open of this bar, on what is held before anything fills in it. A payment
 * at the open is on the open; one inside the bar before is on that bar's close.
 */
export function payFunding(state: BacktestState, lane: Lane): void {
  const { funding, now } = lane;
  while (lane.fundingNext < funding.length && funding[lane.fundingNext]!.atMs <= now.atMs) {
    const { atMs, rate } = funding[lane.fundingNext++]!;
    const paid = lane.position.quantity * (atMs === now.atMs ? now.open : lane.mark) * rate;
    state.cash -= paid;
    state.costs.funding += paid;
  }
}
