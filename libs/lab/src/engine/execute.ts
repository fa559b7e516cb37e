import type { BacktestState } from './backtest-state.ts';
import { book } from './book.ts';
import type { Filling } from './filling.ts';
import type { Lane } from './lane.ts';
import {
  CANCELLED,
  ENTRY,
  FILLED,
  FIXED_QUANTITY,
  LIMIT,
  NO_CASH,
  NO_MARGIN,
  NO_REASON,
  NO_SHORT,
  NOTHING_TO_CLOSE,
  NOTIONAL,
  PLACED,
  PRICE,
  PURPOSE,
  QUANTITY,
  REASON,
  REBALANCE,
  REJECTED,
  RESTED,
  SIDE,
  SIZE_KIND,
  STATUS,
  TYPE,
} from './order-row.ts';
import { floorToStep, slippedPrice } from './order-price.ts';
import { roomFor } from './room.ts';
import { belowMinimum, sizeOrder } from './size-order.ts';

/**
 * Fills as much of an order as the bar, the venue's steps and the account allow, at a reference price before slippage.
 * What cannot be filled for want of volume waits; what the account cannot carry is refused, and the row says why.
 */
export function execute(state: BacktestState, order: number, reference: number): void {
  const { cells } = state.orders;
  const lane = state.lanes[cells[order]!]!;
  if (cells[order + QUANTITY] === 0 && !sizeOrder(state, order, reference)) {
    cells[order + STATUS] = cells[order + REASON] === NOTHING_TO_CLOSE ? CANCELLED : REJECTED;
    return;
  }
  const filling = begin(state, lane, order);
  if (!(filling.quantity > 0)) return;
  filling.reference = reference;
  filling.price = fillPrice(state, lane, filling);
  if (!isReduceOnly(cells[order + PURPOSE]!) && !carry(state, lane, filling)) return;
  if (!filling.isMaker) state.costs.slippage += Math.abs(filling.price - reference) * filling.quantity;
  book(state, lane, filling);
}

function begin(state: BacktestState, lane: Lane, order: number): Filling {
  const { filling } = state;
  const { cells } = state.orders;
  filling.order = order;
  filling.side = cells[order + SIDE]!;
  filling.isMaker = cells[order + TYPE] === LIMIT && cells[order + RESTED] === 1;
  filling.feeRate = filling.isMaker ? state.makerRate : state.takerRate;
  filling.quantity = fillable(state, lane, order);
  return filling;
}

const isReduceOnly = (purpose: number): boolean => purpose !== ENTRY && purpose !== REBALANCE && purpose !== PLACED;

/** What is left of the order, cut to what is held where it may only close, and to our share of the bar's volume. */
function fillable(state: BacktestState, lane: Lane, order: number): number {
  const { cells } = state.orders;
  let wanted = cells[order + QUANTITY]! - cells[order + FILLED]!;
  if (isReduceOnly(cells[order + PURPOSE]!)) {
    const held = lane.position.quantity;
    if (held * cells[order + SIDE]! >= 0) {
      cells[order + STATUS] = CANCELLED;
      cells[order + REASON] = NOTHING_TO_CLOSE;
      return 0;
    }
    wanted = Math.min(wanted, Math.abs(held));
  }
  if (wanted <= lane.volumeLeft) return wanted;
  state.cappedFills++;
  return floorToStep(Math.max(lane.volumeLeft, 0), lane.instrument.filters.stepSize);
}

/** A resting limit gets its own price; what takes liquidity slips, a limit never beyond its price. */
function fillPrice(state: BacktestState, lane: Lane, filling: Filling): number {
  if (filling.isMaker) return filling.reference;
  const { cells } = state.orders;
  const price = slippedPrice(lane, state.assumptions.slippage, filling);
  if (cells[filling.order + TYPE] !== LIMIT) return price;
  const limit = cells[filling.order + PRICE]!;
  return filling.side > 0 ? Math.min(price, limit) : Math.max(price, limit);
}

/** Cuts an opening order to what cash, margin and the right to be short can carry. @returns whether anything is left. */
function carry(state: BacktestState, lane: Lane, filling: Filling): boolean {
  const { quantity, order } = filling;
  const room = roomFor(state, lane, filling);
  if (quantity <= room * (1 + 1e-12)) return true;
  const { cells } = state.orders;
  const lack = lackOf(state, lane, filling);
  const mayBeCut = lack === NO_SHORT || !isFixed(cells, order) || quantity <= room * (1 + 1e-9);
  if (!mayBeCut) return giveUp(cells, order, lack);
  const cut = floorToStep(Math.max(room, 0), lane.instrument.filters.stepSize);
  const fault = cut > 0 ? belowMinimum(lane, cut, filling.price) : lack;
  if (fault !== NO_REASON) return giveUp(cells, order, fault);
  cells[order + QUANTITY] = cells[order + FILLED]! + cut;
  filling.quantity = cut;
  return true;
}

function lackOf(state: BacktestState, lane: Lane, { side }: Filling): number {
  if (side < 0 && !(lane.isPerpetual && state.assumptions.allowShort)) return NO_SHORT;
  return lane.isPerpetual ? NO_MARGIN : NO_CASH;
}

const isFixed = (cells: Float64Array, order: number): boolean =>
  cells[order + SIZE_KIND] === FIXED_QUANTITY || cells[order + SIZE_KIND] === NOTIONAL;

/** Refused when nothing has filled, else the rest is withdrawn. */
function giveUp(cells: Float64Array, order: number, reason: number): false {
  cells[order + STATUS] = cells[order + FILLED] === 0 ? REJECTED : CANCELLED;
  cells[order + REASON] = reason;
  return false;
}
