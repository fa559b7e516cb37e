import type { BacktestState } from './backtest-state.ts';
import { execute } from './execute.ts';
import type { Lane } from './lane.ts';
import { liquidate } from './liquidation.ts';
import { LIMIT, MARKET, RESTED, STATUS, STOP_EXIT, TAKE_PROFIT, TYPE, WAITING } from './order-row.ts';

/** A stop or target that the open has jumped over: out at the open, worse or better than wished. */
export function exitAtOpen(state: BacktestState, lane: Lane): void {
  const held = lane.position.quantity;
  if (held === 0) return;
  if (!lane.hasBracket) return;
  const { open } = lane.now;
  if ((open - lane.stop) * held <= 0) leave(state, lane, { purpose: STOP_EXIT, price: open });
  else if ((open - lane.target) * held > 0) leave(state, lane, { purpose: TAKE_PROFIT, price: open });
}

/**
 * The bracket and the margin call inside a bar. The stop goes before the target; of stop and margin call the one that
 * price meets first. A position entered by a limit in this bar cannot take its profit in it: the best price of the bar
 * may lie before the entry.
 */
export function exitInside(state: BacktestState, lane: Lane, callPrice: number): void {
  const held = lane.position.quantity;
  if (held === 0) return;
  const [worst, best] = extremesFor(lane);
  const isCalledFirst = (callPrice - lane.stop) * held > 0;
  if ((worst - lane.stop) * held <= 0 && !isCalledFirst)
    return leave(state, lane, { purpose: STOP_EXIT, price: notBetter(lane, lane.stop) });
  if ((worst - callPrice) * held <= 0) return liquidate(state, lane, notBetter(lane, callPrice));
  if (!lane.limitEntered && isTaken(state, (best - lane.target) * held))
    leave(state, lane, { purpose: TAKE_PROFIT, price: notWorse(lane, lane.target) });
}

/** The bar's worst and best price for what is held. */
const extremesFor = ({ now, position }: Lane): readonly [number, number] =>
  position.quantity > 0 ? [now.low, now.high] : [now.high, now.low];

const isTaken = (state: BacktestState, beyond: number): boolean =>
  state.assumptions.limitFill === 'trade-through' ? beyond > 0 : beyond >= 0;

/** A price met only after the position was there: no better than where it was entered, or than the open. */
function notBetter(lane: Lane, price: number): number {
  const from = Number.isNaN(lane.enteredAt) ? lane.now.open : lane.enteredAt;
  return lane.position.quantity > 0 ? Math.min(price, from) : Math.max(price, from);
}

function notWorse(lane: Lane, price: number): number {
  const from = Number.isNaN(lane.enteredAt) ? lane.now.open : lane.enteredAt;
  return lane.position.quantity > 0 ? Math.max(price, from) : Math.min(price, from);
}

/** Closes all that is held; what the bar's volume does not take goes at market in the next. */
function leave(state: BacktestState, lane: Lane, { purpose, price }: { purpose: number; price: number }): void {
  const order = state.addClosing(lane, purpose, price);
  state.orders.cells[order + TYPE] = purpose === TAKE_PROFIT ? LIMIT : MARKET;
  state.orders.cells[order + RESTED] = 1;
  lane.stop = NaN;
  lane.target = NaN;
  lane.trail = NaN;
  execute(state, order, price);
  const { cells } = state.orders;
  if (cells[order + STATUS] !== WAITING) return;
  cells[order + TYPE] = MARKET;
  lane.waiting.push(order);
}
