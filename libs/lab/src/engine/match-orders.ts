import type { BacktestState } from './backtest-state.ts';
import { execute } from './execute.ts';
import type { Lane } from './lane.ts';
import {
  ACTIVE_BAR,
  ACTIVE_MS,
  EXPIRED,
  FILLED,
  GOOD_FOR_BARS,
  LAST_BAR,
  LIMIT,
  MARKET,
  PRICE,
  QUANTITY,
  REASON,
  RESTED,
  SIDE,
  STATUS,
  STOP_TYPE,
  TYPE,
  WAITING,
} from './order-row.ts';

/**
 * Orders that the open already settles: market orders, limits it is better than, stops it has gone through.
 *
 * @returns Whether any is left that waits for its price inside the bar.
 */
export function matchAtOpen(state: BacktestState, lane: Lane): boolean {
  const { open } = lane.now;
  let someWait = false;
  for (const order of lane.waiting) {
    const { cells } = state.orders;
    if (!isAtVenue(cells, order, lane)) continue;
    if (opensThrough(cells, order, open)) execute(state, order, open);
    if (cells[order + STATUS] !== WAITING || cells[order + TYPE] === MARKET) continue;
    afterOpen(cells, order, lane);
    someWait ||= cells[order + STATUS] === WAITING;
  }
  return someWait;
}

/** A stop that has triggered is a market order from then on; what is good for the open only ends; all else rests. */
function afterOpen(cells: Float64Array, order: number, { now }: Lane): void {
  if (cells[order + TYPE] === STOP_TYPE && opensThrough(cells, order, now.open)) cells[order + TYPE] = MARKET;
  else cells[order + RESTED] = 1;
  if (cells[order + LAST_BAR]! >= now.index) return;
  cells[order + STATUS] = EXPIRED;
  cells[order + REASON] = GOOD_FOR_BARS;
}

function opensThrough(cells: Float64Array, order: number, open: number): boolean {
  const type = cells[order + TYPE];
  if (type === MARKET) return true;
  const beyond = (open - cells[order + PRICE]!) * cells[order + SIDE]!;
  if (type === STOP_TYPE) return beyond >= 0;
  // an order that arrives at its own price is taken at once; one that rests there stands in a queue
  return cells[order + RESTED] === 1 ? beyond < 0 : beyond <= 0;
}

/** Resting orders that open or add, at their own price, when the bar comes to it. */
export function matchResting(state: BacktestState, lane: Lane, standing: number): void {
  for (const order of lane.waiting) {
    const { cells } = state.orders;
    const side = cells[order + SIDE]!;
    const isLimit = cells[order + TYPE] === LIMIT;
    const reduces = side * standing < 0 || (isLimit && side * lane.position.quantity < 0);
    if (reduces || !isReached(state, lane, order)) continue;
    const price = cells[order + PRICE]!;
    const before = cells[order + FILLED]!;
    execute(state, order, price);
    if (cells[order + FILLED]! > before) noteEntry(lane, price, isLimit);
    if (!isLimit) cells[order + TYPE] = MARKET;
  }
}

function noteEntry(lane: Lane, price: number, isLimit: boolean): void {
  lane.enteredAt = price;
  lane.limitEntered ||= isLimit;
}

/** Resting orders that reduce what stood at the open; what was bought inside this bar they cannot sell in it. */
export function matchReducing(state: BacktestState, lane: Lane, standing: number): void {
  let left = Math.abs(standing);
  for (const order of lane.waiting) {
    const { cells } = state.orders;
    if (cells[order + SIDE]! * standing >= 0 || lane.position.quantity * standing <= 0) continue;
    const before = cells[order + FILLED]!;
    const added = Math.abs(lane.position.quantity) > left;
    if (added && cells[order + QUANTITY]! - before > left) continue;
    if (isReached(state, lane, order)) execute(state, order, cells[order + PRICE]!);
    left -= cells[order + FILLED]! - before;
  }
}

function isReached(state: BacktestState, lane: Lane, order: number): boolean {
  const { cells } = state.orders;
  if (cells[order + TYPE] === MARKET || !isAtVenue(cells, order, lane)) return false;
  const { high, low } = lane.now;
  const price = cells[order + PRICE]!;
  const buys = cells[order + SIDE]! > 0;
  if (cells[order + TYPE] === STOP_TYPE) return buys ? high >= price : low <= price;
  const through = state.assumptions.limitFill === 'trade-through';
  if (buys) return through ? low < price : low <= price;
  return through ? high > price : high >= price;
}

const isAtVenue = (cells: Float64Array, order: number, { now }: Lane): boolean =>
  cells[order + STATUS] === WAITING &&
  cells[order + ACTIVE_BAR]! <= now.index &&
  (cells[order + ACTIVE_MS] === -Infinity || cells[order + ACTIVE_MS]! <= now.atMs) &&
  (cells[order + QUANTITY] === 0 || cells[order + FILLED]! < cells[order + QUANTITY]!);
