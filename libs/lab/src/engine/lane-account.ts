import type { AccountView } from '@orbiquant/strategy';
import type { BacktestState } from './backtest-state.ts';
import type { Lane } from './lane.ts';
import { FILLED, STATUS, WAITING } from './order-row.ts';

/** The account as the strategy of one instrument sees it: a window on the run, computed when asked. */
export class LaneAccount implements AccountView {
  private readonly state: BacktestState;
  readonly lane: Lane;
  readonly canShort: boolean;

  constructor(state: BacktestState, lane: Lane) {
    this.state = state;
    this.lane = lane;
    this.canShort = lane.isPerpetual && state.assumptions.allowShort;
  }

  get cash(): number {
    return this.state.freeCash();
  }

  get equity(): number {
    return this.state.equity();
  }

  get quantity(): number {
    return this.lane.position.quantity;
  }

  get averagePrice(): number {
    return this.lane.position.averagePrice;
  }

  get stop(): number {
    return this.lane.stop;
  }

  get heldSince(): number {
    return this.lane.heldSince;
  }

  get openOrders(): number {
    return this.lane.waiting.length;
  }

  isResting(id: string): boolean {
    const order = this.lane.named.get(id);
    return order !== undefined && this.state.orders.cells[order + STATUS] === WAITING;
  }

  filledOf(id: string): number {
    const order = this.lane.named.get(id);
    return order === undefined ? 0 : this.state.orders.cells[order + FILLED]!;
  }
}
