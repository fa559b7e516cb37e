import {
  TRADE_ENTRY_BAR,
  TRADE_ENTRY_MS,
  TRADE_ENTRY_ORDER,
  TRADE_ENTRY_PAID,
  TRADE_EXIT_BAR,
  TRADE_EXIT_MS,
  TRADE_EXIT_ORDER,
  TRADE_EXIT_PAID,
  TRADE_FEES,
  TRADE_LANE,
  TRADE_QUANTITY,
  TRADE_SIDE,
  type BacktestState,
} from './backtest-state.ts';
import type { Filling } from './filling.ts';
import type { Lane } from './lane.ts';
import { LOT_BAR, LOT_FEES, LOT_MS, LOT_ORDER, LOT_PAID, LOT_QUANTITY } from './lot-queue.ts';

/** Smaller than this share of a lot is rounding, not a holding. */
const DUST = 1e-12;

/**
 * Pairs a fill with what it closes, oldest first: a trade is what one entry order and one exit order have in common,
 * however many fills each took. What goes beyond flat opens a lot of its own. Called before the position is booked.
 */
export function logFill(state: BacktestState, lane: Lane, filling: Filling): void {
  const held = lane.position.quantity;
  const { quantity } = filling;
  const closing = held !== 0 && held > 0 !== filling.side > 0 ? Math.min(quantity, Math.abs(held)) : 0;
  let left = closing;
  while (left > DUST * quantity && !lane.lots.isEmpty) {
    const trade = tradeRow(state, lane, filling);
    left -= closePart(state, lane, { trade, left });
  }
  if (quantity > closing) openLot(lane, filling, quantity - closing);
}

function openLot(lane: Lane, { order, price, fee, quantity }: Filling, opened: number): void {
  const { lots } = lane;
  const isSame = !lots.isEmpty && lots.cells[lots.last + LOT_ORDER] === order;
  const lot = isSame ? lots.last : lots.add();
  const { cells } = lots;
  if (!isSame) {
    cells[lot + LOT_ORDER] = order;
    cells[lot + LOT_QUANTITY] = cells[lot + LOT_PAID] = cells[lot + LOT_FEES] = 0;
    cells[lot + LOT_BAR] = lane.now.index;
    cells[lot + LOT_MS] = lane.finerMs;
  }
  cells[lot + LOT_QUANTITY]! += opened;
  cells[lot + LOT_PAID]! += opened * price;
  cells[lot + LOT_FEES]! += (fee * opened) / quantity;
}

/** Closes as much of the oldest lot as is left of the fill, into its trade. @returns base units closed. */
function closePart(state: BacktestState, { lots, now, finerMs }: Lane, part: { trade: number; left: number }): number {
  const { trade, left } = part;
  const { price, fee, quantity: size } = state.filling;
  const lot = lots.head;
  const held = lots.cells;
  const inLot = held[lot + LOT_QUANTITY]!;
  const quantity = left >= inLot * (1 - DUST) ? inLot : left;
  const share = quantity / inLot;
  const { cells } = state.trades;
  cells[trade + TRADE_QUANTITY]! += quantity;
  cells[trade + TRADE_ENTRY_PAID]! += held[lot + LOT_PAID]! * share;
  cells[trade + TRADE_EXIT_PAID]! += quantity * price;
  cells[trade + TRADE_FEES]! += held[lot + LOT_FEES]! * share + (fee * quantity) / size;
  cells[trade + TRADE_EXIT_BAR] = now.index;
  cells[trade + TRADE_EXIT_MS] = finerMs;
  held[lot + LOT_QUANTITY] = inLot - quantity;
  held[lot + LOT_PAID]! -= held[lot + LOT_PAID]! * share;
  held[lot + LOT_FEES]! -= held[lot + LOT_FEES]! * share;
  if (quantity === inLot) lots.dropHead();
  return quantity;
}

/** The row of this pair of orders: the newest one of the lane when it is theirs, else a fresh one. */
function tradeRow(state: BacktestState, lane: Lane, { order, side }: Filling): number {
  const lot = lane.lots.head;
  const held = lane.lots.cells;
  const entryOrder = held[lot + LOT_ORDER]!;
  const last = lane.lastTrade;
  if (last >= 0 && state.trades.cells[last + TRADE_ENTRY_ORDER] === entryOrder)
    if (state.trades.cells[last + TRADE_EXIT_ORDER] === order) return last;
  const trade = state.trades.add();
  const { cells } = state.trades;
  cells[trade + TRADE_LANE] = lane.index;
  cells[trade + TRADE_SIDE] = -side;
  cells[trade + TRADE_ENTRY_ORDER] = entryOrder;
  cells[trade + TRADE_EXIT_ORDER] = order;
  cells[trade + TRADE_ENTRY_BAR] = held[lot + LOT_BAR]!;
  cells[trade + TRADE_ENTRY_MS] = held[lot + LOT_MS]!;
  lane.lastTrade = trade;
  return trade;
}
