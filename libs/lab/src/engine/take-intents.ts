import { nextOpenTime } from '@orbiquant/market';
import type { Intent } from '@orbiquant/strategy';
import type { BacktestState } from './backtest-state.ts';
import { draftOrder, type OrderIntent } from './draft-order.ts';
import type { Lane } from './lane.ts';
import type { LaneAccount } from './lane-account.ts';
import {
  ACTIVE_BAR,
  ACTIVE_MS,
  APPROVAL,
  CANCELLED,
  LAST_BAR,
  MARKET,
  NO_REASON,
  PRICE,
  PURPOSE,
  REASON,
  REJECTED,
  STATUS,
  STOP_EXIT,
  TYPE,
  WAITING,
  WITHDRAWN,
} from './order-row.ts';
import { tickPrice } from './order-price.ts';
import { sizeOrder } from './size-order.ts';

/** Turns what a strategy wants into orders: checked, written down, with the venue from the next bar at the earliest. */
export function takeIntents(state: BacktestState, account: LaneAccount, intents: readonly Intent[]): void {
  for (const intent of intents) takeIntent(state, account, intent);
  account.lane.settle();
}

function takeIntent(state: BacktestState, account: LaneAccount, intent: Intent): void {
  const { lane } = account;
  if (intent.kind === 'cancel') withdraw(state, lane, intent.id);
  else if (intent.kind === 'move-stop') moveStop(lane, intent.stop);
  else order(state, account, intent);
}

/** Without a position there is nothing to protect, and a stop that is no price would protect nothing. */
function moveStop(lane: Lane, stop: number): void {
  const held = lane.position.quantity;
  if (held !== 0 && stop > 0) lane.stop = tickPrice(stop, lane.instrument.filters.tickSize, Math.sign(held));
}

function order(state: BacktestState, account: LaneAccount, intent: OrderIntent): void {
  const { lane } = account;
  const row = draftOrder(state, lane, intent);
  const { cells } = state.orders;
  const refusal = state.approve ? state.approve(proposalOf(lane, intent), account) : null;
  if (refusal !== null) {
    state.refusals.set(row, refusal);
    cells[row + REASON] = APPROVAL;
  }
  if (cells[row + REASON] !== NO_REASON || !send(state, lane, row)) cells[row + STATUS] = REJECTED;
}

const proposalOf = (lane: Lane, intent: Intent) => ({
  symbol: lane.instrument.symbol,
  intent,
  at: lane.markBar,
  atMs: closeMs(lane),
  close: lane.mark,
});

const closeMs = ({ bars, instrument, markBar }: Lane): number =>
  nextOpenTime(bars.openTimeMs[markBar]!, instrument.interval);

/** An order that waits at a price is sized now; one at market when it meets its price. */
function send(state: BacktestState, lane: Lane, row: number): boolean {
  const { cells } = state.orders;
  const at = lane.markBar;
  const { latencyBars, latencyMs } = state.assumptions;
  cells[row + ACTIVE_BAR] = at + 1 + latencyBars;
  if (latencyMs > 0) cells[row + ACTIVE_MS] = closeMs(lane) + latencyMs;
  cells[row + LAST_BAR]! += at + latencyBars;
  if (cells[row + TYPE] !== MARKET && !sizeOrder(state, row, cells[row + PRICE]!)) return false;
  lane.waiting.push(row);
  return true;
}

/** Takes back what still waits; the rest of a protective exit cannot be taken back. */
function withdraw(state: BacktestState, lane: Lane, id: string | undefined): void {
  const { cells } = state.orders;
  const only = id === undefined ? undefined : lane.named.get(id);
  if (id !== undefined && only === undefined) return;
  lane.waiting = lane.waiting.filter((row) => {
    const stays = (only !== undefined && row !== only) || cells[row + PURPOSE]! >= STOP_EXIT;
    if (!stays && cells[row + STATUS] === WAITING) {
      cells[row + STATUS] = CANCELLED;
      cells[row + REASON] = WITHDRAWN;
    }
    return stays;
  });
}
