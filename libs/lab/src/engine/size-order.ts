import type { BacktestState } from './backtest-state.ts';
import type { Lane } from './lane.ts';
import {
  BELOW_NOTIONAL,
  BELOW_QUANTITY,
  EQUITY_FRACTION,
  FIXED_QUANTITY,
  LIMIT,
  NOTIONAL,
  NO_REASON,
  NOTHING_TO_CLOSE,
  POSITION_FRACTION,
  PURPOSE,
  QUANTITY,
  REASON,
  SIDE,
  SIZE_KIND,
  SIZE_VALUE,
  STOP,
  STOP_EXIT,
  TYPE,
  WEIGHT,
  WRONG_SIDE,
} from './order-row.ts';
import { floorToStep } from './order-price.ts';

/**
 * Turns an order's wish into base units at a price, on the venue's steps, and writes them into its row.
 *
 * @returns Whether it may go on; if not, the row says why.
 */
export function sizeOrder(state: BacktestState, order: number, price: number): boolean {
  const { cells } = state.orders;
  const lane = state.lanes[cells[order]!]!;
  const wanted = wantedQuantity(state, order, price);
  if (Number.isNaN(wanted)) return false;
  const isWhole = cells[order + SIZE_KIND] === POSITION_FRACTION && cells[order + SIZE_VALUE] === 1;
  const quantity = isWhole ? wanted : floorToStep(wanted, lane.instrument.filters.stepSize);
  cells[order + QUANTITY] = quantity;
  if (isWhole && cells[order + PURPOSE]! >= STOP_EXIT) return true; // whatever is left must be able to leave
  cells[order + REASON] = belowMinimum(lane, quantity, price);
  return cells[order + REASON] === NO_REASON;
}

/** Which of the venue's minima a quantity misses at a price, as a reason; none when it passes. */
export function belowMinimum({ instrument }: Lane, quantity: number, price: number): number {
  if (!(quantity > 0) || quantity < instrument.filters.quantityMin) return BELOW_QUANTITY;
  return quantity * price < instrument.filters.notionalMin ? BELOW_NOTIONAL : NO_REASON;
}

/** Base units before the venue's steps; NaN when the order makes no sense any more (the row says why). */
function wantedQuantity(state: BacktestState, order: number, price: number): number {
  const { cells } = state.orders;
  const lane = state.lanes[cells[order]!]!;
  const value = cells[order + SIZE_VALUE]!;
  switch (cells[order + SIZE_KIND]) {
    case EQUITY_FRACTION:
      return (state.equityAt(lane, price) * value) / costOf(state, order, price);
    case FIXED_QUANTITY:
      return value;
    case NOTIONAL:
      return value / price;
    case POSITION_FRACTION:
      return toClose(state, order, value);
    case WEIGHT:
      return toWeight(state, order, price);
    default:
      return byRisk(state, order, price);
  }
}

/** What one unit costs with the fee that it may have to pay. */
function costOf(state: BacktestState, order: number, price: number): number {
  const feeRate = state.orders.cells[order + TYPE] === LIMIT ? state.feeRateMax : state.takerRate;
  return price * (1 + feeRate);
}

function toClose(state: BacktestState, order: number, fraction: number): number {
  const { cells } = state.orders;
  const held = state.lanes[cells[order]!]!.position.quantity;
  if (held === 0) return none(cells, order, NOTHING_TO_CLOSE);
  cells[order + SIDE] = -Math.sign(held);
  return Math.abs(held) * fraction;
}

/** What is missing to the wished weight; an order for it that has nothing to do is too small, not wrong. */
function toWeight(state: BacktestState, order: number, price: number): number {
  const { cells } = state.orders;
  const lane = state.lanes[cells[order]!]!;
  const weight = cells[order + SIZE_VALUE]!;
  const held = lane.position.quantity;
  if (weight === 0) {
    cells[order + SIZE_KIND] = POSITION_FRACTION;
    cells[order + SIZE_VALUE] = 1;
    return toClose(state, order, 1);
  }
  const missing = (state.equityAt(lane, price) * weight) / costOf(state, order, price) - held;
  cells[order + SIDE] = Math.sign(missing);
  return Math.abs(missing);
}

/** Fixed fractional: what loses the chosen share of equity between the price and the stop. */
function byRisk(state: BacktestState, order: number, price: number): number {
  const { cells } = state.orders;
  const lane: Lane = state.lanes[cells[order]!]!;
  const distance = cells[order + SIDE]! * (price - cells[order + STOP]!);
  if (!(distance > 0)) return none(cells, order, WRONG_SIDE);
  return (state.equityAt(lane, price) * cells[order + SIZE_VALUE]!) / distance;
}

function none(cells: Float64Array, order: number, reason: number): number {
  cells[order + REASON] = reason;
  return NaN;
}
