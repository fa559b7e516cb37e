import type { BacktestState } from './backtest-state.ts';
import { exitAtOpen, exitInside } from './bracket.ts';
import type { Lane } from './lane.ts';
import { payFunding } from './funding.ts';
import { liquidatedAtOpen, liquidationPrice } from './liquidation.ts';
import { matchAtOpen, matchReducing, matchResting } from './match-orders.ts';
import { tidyOrders } from './tidy-orders.ts';

/**
 * What bar `at` does to one instrument's orders and position. With finer bars inside, each of them is matched in turn.
 * The order of things inside a bar is that of docs/backtest.md: it never resolves a doubt in our favour.
 */
export function matchBar(state: BacktestState, lane: Lane, at: number): void {
  if (!matchFiner(state, lane, at)) {
    lane.now.at(lane.bars, at, at);
    matchOne(state, lane);
  }
  tidyOrders(state, lane, at);
  lane.settle();
}

/** @returns Whether there are finer bars inside. */
function matchFiner(state: BacktestState, lane: Lane, at: number): boolean {
  const finer = lane.instrument.finerBars;
  if (!finer) return false;
  const { openTimeMs } = lane.bars;
  const endMs = at + 1 < openTimeMs.length ? openTimeMs[at + 1]! : Infinity;
  const from = firstAtOrAfter(finer.openTimeMs, openTimeMs[at]!);
  const to = firstAtOrAfter(finer.openTimeMs, endMs);
  for (let row = from; row < to; row++) {
    lane.now.at(finer, row, at);
    matchOne(state, lane);
  }
  return from < to;
}

function matchOne(state: BacktestState, lane: Lane): void {
  begin(state, lane);
  if (lane.isPerpetual && lane.position.quantity !== 0) payFunding(state, lane);
  if (!liquidatedAtOpen(state, lane)) exitAtOpen(state, lane);
  const someWait = matchAtOpen(state, lane);
  if (someWait || lane.isPerpetual || lane.hasBracket) matchInside(state, lane);
}

function matchInside(state: BacktestState, lane: Lane): void {
  const standing = lane.position.quantity;
  matchResting(state, lane, standing);
  exitInside(state, lane, liquidationPrice(state, lane));
  matchReducing(state, lane, standing);
  trail(lane);
}

function begin(state: BacktestState, lane: Lane): void {
  const cap = state.assumptions.participationMax;
  lane.volumeLeft = cap === Infinity ? Infinity : lane.now.volume * cap;
  lane.enteredAt = NaN;
  lane.limitEntered = false;
}

/** The stop follows the best price, at each close only: inside a bar nobody knows which extreme came first. */
function trail(lane: Lane): void {
  const held = lane.position.quantity;
  if (held === 0 || Number.isNaN(lane.trail)) return;
  const stood = Number.isNaN(lane.enteredAt);
  const reached = stood ? (held > 0 ? lane.now.high : lane.now.low) : lane.now.close;
  lane.best = held > 0 ? Math.max(lane.best, reached) : Math.min(lane.best, reached);
  const moved = lane.best - Math.sign(held) * lane.trail;
  if (Number.isNaN(lane.stop) || (moved - lane.stop) * held > 0) lane.stop = moved;
}

function firstAtOrAfter(times: Float64Array, atMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
