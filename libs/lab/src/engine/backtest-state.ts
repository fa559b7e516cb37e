import { Filling } from './filling.ts';
import type { Lane } from './lane.ts';
import {
  ACTIVE_BAR,
  ACTIVE_MS,
  DECIDED_AT,
  LANE,
  LAST_BAR,
  ORDER_PURPOSES,
  ORDER_WIDTH,
  POSITION_FRACTION,
  PRICE,
  PURPOSE,
  SIDE,
  SIZE_KIND,
  SIZE_VALUE,
  STOP,
  TARGET,
  TRAIL,
} from './order-row.ts';
import type { Approve, Assumptions } from './request.ts';
import { RowTable } from './row-table.ts';

/** Columns of a fill row. */
export const FILL_ORDER = 0;
export const FILL_BAR = 1;
export const FILL_MS = 2;
/** Base units: positive bought, negative sold. */
export const FILL_SIGNED = 3;
export const FILL_PRICE = 4;
export const FILL_FEE = 5;
const FILL_WIDTH = 6;

/** Columns of a trade row. */
export const TRADE_LANE = 0;
export const TRADE_SIDE = 1;
export const TRADE_QUANTITY = 2;
export const TRADE_ENTRY_ORDER = 3;
export const TRADE_EXIT_ORDER = 4;
export const TRADE_ENTRY_BAR = 5;
export const TRADE_EXIT_BAR = 6;
export const TRADE_ENTRY_MS = 7;
export const TRADE_EXIT_MS = 8;
export const TRADE_ENTRY_PAID = 9;
export const TRADE_EXIT_PAID = 10;
export const TRADE_FEES = 11;
const TRADE_WIDTH = 12;

/** What trading has cost, quote units; a cost is positive. */
export type Costs = { fees: number; slippage: number; funding: number; liquidation: number };

/** One cash pool over its instruments, and all that has happened to it. */
export class BacktestState {
  readonly assumptions: Assumptions;
  readonly approve: Approve | undefined;
  readonly makerRate: number;
  readonly takerRate: number;
  /** The larger of the two: what a size leaves room for. */
  readonly feeRateMax: number;
  lanes: Lane[] = [];
  /**
   * Quote units as if every position had been paid in full, those of perpetuals too: so equity is cash plus quantity x
   * mark for both kinds of market.
   */
  cash: number;
  /** Debt beyond zero that the venue had to bear. */
  shortfall = 0;
  readonly costs: Costs = { fees: 0, slippage: 0, funding: 0, liquidation: 0 };
  readonly orders: RowTable;
  /** Tag of each order, and the code of each refusal by the `approve` hook, by row. */
  readonly tags: string[] = [];
  readonly refusals = new Map<number, string>();
  readonly fills: RowTable;
  readonly trades: RowTable;
  /** Orders that the participation cap has cut. */
  cappedFills = 0;
  readonly filling = new Filling();

  /** @param steps  Bars ahead: how large the tables begin, so that they rarely have to move. */
  constructor(assumptions: Assumptions, steps: number, approve?: Approve) {
    const rows = Math.ceil(steps / 32) + 16;
    this.orders = new RowTable(ORDER_WIDTH, rows * 2);
    this.fills = new RowTable(FILL_WIDTH, rows * 2);
    this.trades = new RowTable(TRADE_WIDTH, rows);
    this.assumptions = assumptions;
    this.approve = approve;
    this.cash = assumptions.cash;
    this.makerRate = assumptions.makerFeeBps / 10_000;
    this.takerRate = assumptions.takerFeeBps / 10_000;
    this.feeRateMax = Math.max(this.makerRate, this.takerRate);
  }

  /**
   * A new order of a lane: waiting, at market, good for ever, without bracket, with the venue at once.
   *
   * @returns Its row, for the caller to fill in.
   */
  addOrder(lane: number, at: number, tag: string): number {
    const order = this.orders.add();
    const { cells } = this.orders;
    cells[order + LANE] = lane;
    cells[order + PRICE] = NaN;
    cells[order + STOP] = NaN;
    cells[order + TARGET] = NaN;
    cells[order + TRAIL] = NaN;
    cells[order + DECIDED_AT] = at;
    cells[order + ACTIVE_BAR] = at;
    cells[order + ACTIVE_MS] = -Infinity;
    cells[order + LAST_BAR] = Infinity;
    this.tags.push(tag);
    return order;
  }

  /** An order that closes all that a lane holds, at a price met just now (NaN: whatever the market gives). */
  addClosing(lane: Lane, purpose: number, price: number): number {
    const order = this.addOrder(lane.index, lane.now.index, ORDER_PURPOSES[purpose]!);
    const { cells } = this.orders;
    cells[order + SIDE] = -Math.sign(lane.position.quantity);
    cells[order + PURPOSE] = purpose;
    cells[order + SIZE_KIND] = POSITION_FRACTION;
    cells[order + SIZE_VALUE] = 1;
    cells[order + PRICE] = price;
    return order;
  }

  /** Cash and positions, each at its last mark. */
  equity(): number {
    let sum = this.cash;
    for (const { position, mark } of this.lanes) if (position.quantity !== 0) sum += position.quantity * mark;
    return sum;
  }

  /** Equity if `lane` were marked at `price`. */
  equityAt(lane: Lane, price: number): number {
    const held = lane.position.quantity;
    return held === 0 ? this.equity() : this.equity() + held * (price - lane.mark);
  }

  /** What could be spent on spot, or put up as margin: equity less what spot holdings and margins bind. */
  freeCash(): number {
    let free = this.cash;
    for (const { position, mark, isPerpetual, leverageMax } of this.lanes) {
      if (!isPerpetual || position.quantity === 0) continue;
      free += position.quantity * mark - (Math.abs(position.quantity) * mark) / leverageMax;
    }
    return free;
  }
}
