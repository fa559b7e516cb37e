import { FILL_BAR, FILL_FEE, FILL_MS, FILL_PRICE, FILL_SIGNED, type BacktestState } from './backtest-state.ts';
import type { Filling } from './filling.ts';
import type { Lane } from './lane.ts';
import {
  DONE,
  ENTRY,
  FEES,
  FILLED,
  NO_REASON,
  PAID,
  PURPOSE,
  QUANTITY,
  REASON,
  STATUS,
  STOP,
  TARGET,
  TRAIL,
} from './order-row.ts';
import { logFill } from './trade-log.ts';

/** Books a fill: trades, position, cash, fee, bracket, and the order's own row. */
export function book(state: BacktestState, lane: Lane, filling: Filling): void {
  const { order, quantity, price, signed } = filling;
  const { cells } = state.orders;
  const fee = quantity * price * filling.feeRate;
  filling.fee = fee;
  logFill(state, lane, filling);
  const before = lane.position.quantity;
  state.cash += lane.position.apply(signed, price, fee);
  state.costs.fees += fee;
  lane.volumeLeft -= quantity;
  cells[order + FILLED]! += quantity;
  cells[order + PAID]! += quantity * price;
  cells[order + FEES]! += fee;
  if (cells[order + FILLED]! >= cells[order + QUANTITY]! * (1 - 1e-12)) {
    cells[order + STATUS] = DONE;
    cells[order + REASON] = NO_REASON;
  }
  writeFill(state, lane, filling);
  afterFill(lane, before, price);
  const opened = lane.position.quantity * filling.side > 0;
  if (cells[order + PURPOSE] === ENTRY && opened) takeBracket(cells, lane, filling);
}

function writeFill(state: BacktestState, lane: Lane, { order, signed, price, fee }: Filling): void {
  const row = state.fills.add();
  const { cells } = state.fills;
  cells[row] = order;
  cells[row + FILL_BAR] = lane.now.index;
  cells[row + FILL_MS] = lane.finerMs;
  cells[row + FILL_SIGNED] = signed;
  cells[row + FILL_PRICE] = price;
  cells[row + FILL_FEE] = fee;
}

/** A position that ends takes its bracket with it; one that begins starts its own history. */
function afterFill(lane: Lane, before: number, price: number): void {
  const now = lane.position.quantity;
  if (now === 0) {
    lane.heldSince = -1;
    lane.clearBracket();
  } else if (before === 0 || before > 0 !== now > 0) {
    lane.clearBracket();
    lane.heldSince = lane.now.index;
    lane.best = price;
    skipFunding(lane);
  }
}

/** Payments of the past belong to those who held then. */
function skipFunding(lane: Lane): void {
  if (lane.funding.length === 0) return;
  while (lane.fundingNext < lane.funding.length && lane.funding[lane.fundingNext]!.atMs <= lane.now.atMs)
    lane.fundingNext++;
}

/** The bracket of an entry becomes the position's; a trailing distance alone starts from the price of the fill. */
function takeBracket(cells: Float64Array, lane: Lane, { order, price, side }: Filling): void {
  if (!Number.isNaN(cells[order + STOP]!)) lane.stop = cells[order + STOP]!;
  if (!Number.isNaN(cells[order + TARGET]!)) lane.target = cells[order + TARGET]!;
  if (Number.isNaN(cells[order + TRAIL]!)) return;
  lane.trail = cells[order + TRAIL]!;
  if (Number.isNaN(lane.stop)) lane.stop = price - side * lane.trail;
}
