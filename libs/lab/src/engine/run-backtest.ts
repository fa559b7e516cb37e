import { AppError, InvariantError } from '@orbiquant/kernel';
import { strategyMarket, type Intent } from '@orbiquant/strategy';
import { BacktestState } from './backtest-state.ts';
import { BacktestResult } from './backtest-result.ts';
import { checkAssumptions } from './check-assumptions.ts';
import { closeAtEnd } from './close-at-end.ts';
import { Lane } from './lane.ts';
import { LaneAccount } from './lane-account.ts';
import { matchBar } from './match-bar.ts';
import { openMarket, type OpenMarket } from './open-market.ts';
import type { BacktestRequest, LabInstrument } from './request.ts';
import { takeIntents } from './take-intents.ts';

/**
 * What a strategy would have made of the past: orders, trades, equity bar by bar, costs and statistics. Pure and
 * measured in floats; the rules by which orders fill are the numbered list in docs/backtest.md.
 *
 * @throws AppError `invalid-input` on bad bars or assumptions, `unprocessable` when the strategy itself throws.
 */
export function runBacktest(request: BacktestRequest): BacktestResult {
  const market = openMarket(request.instruments);
  checkAssumptions(request.assumptions);
  const state = new BacktestState(request.assumptions, market.timeMs.length, request.approve);
  state.lanes = market.instruments.map((instrument, index) => laneOf(request, instrument, index));
  const steps = market.timeMs.length;
  const run: Run = { request, state, equity: new Float64Array(steps) };
  if (state.lanes.length === 1) runAlone(run, state.lanes[0]!);
  else runTogether(run, market);
  if (request.assumptions.closeAtEnd) closeAtEnd(state);
  run.equity[steps - 1] = state.equity();
  return new BacktestResult(request, market, run);
}

/** A backtest under way: its state, and equity at each close, quote units. */
export type Run = {
  readonly request: BacktestRequest;
  readonly state: BacktestState;
  readonly equity: Float64Array;
};

function laneOf({ strategy, parameters }: BacktestRequest, instrument: LabInstrument, index: number): Lane {
  const { symbol, interval, bars } = instrument;
  const market = strategyMarket({ symbol, interval, base: bars, intervals: strategy.intervals(parameters) });
  return new Lane(index, instrument, strategy.prepare(market, parameters));
}

/** One instrument: every step is a bar of it. */
function runAlone(run: Run, lane: Lane): void {
  const account = new LaneAccount(run.state, lane);
  try {
    for (let at = 0; at < run.equity.length; at = lane.markBar + 1) {
      if (lane.isBusy) matchBar(run.state, lane, at);
      const intents = goOn(run, account, at);
      if (intents !== null) takeIntents(run.state, account, intents);
    }
  } catch (cause) {
    throw strategyError(run.request, lane, cause);
  }
}

/** From bar `at` to the next one at which anything happens: in between only the mark moves. */
function goOn({ state, equity }: Run, account: LaneAccount, at: number): readonly Intent[] | null {
  const { lane } = account;
  const { prepared } = lane;
  const { close } = lane.bars;
  const { cash } = state;
  const { quantity } = lane.position;
  const last = lane.isBusy ? at : equity.length - 1;
  for (let now = at; now <= last; now++) {
    lane.markBar = now;
    equity[now] = cash + quantity * close[now]!;
    const intents = prepared.decide(now, account);
    if (intents !== null) return intents;
  }
  return null;
}

/** Several instruments with calendars of their own: those without a bar at a step stay at their last close. */
function runTogether(run: Run, { timeMs }: OpenMarket): void {
  const { state } = run;
  const next = state.lanes.map(() => 0);
  const accounts = state.lanes.map((lane) => new LaneAccount(state, lane));
  for (let step = 0; step < timeMs.length; step++) {
    const present = state.lanes.filter((lane) => lane.bars.openTimeMs[next[lane.index]!] === timeMs[step]);
    for (const lane of present) if (lane.isBusy) matchBar(state, lane, next[lane.index]!);
    for (const lane of present) lane.markBar = next[lane.index]!++;
    run.equity[step] = state.equity();
    for (const { index } of present) decideOne(run, accounts[index]!);
  }
}

function decideOne({ request, state }: Run, account: LaneAccount): void {
  try {
    const intents = account.lane.prepared.decide(account.lane.markBar, account);
    if (intents !== null) takeIntents(state, account, intents);
  } catch (cause) {
    throw strategyError(request, account.lane, cause);
  }
}

/** A fault of the strategy, named with where it happened; a broken promise of the engine stays what it is. */
function strategyError({ strategy }: BacktestRequest, lane: Lane, cause: unknown): unknown {
  if (cause instanceof AppError || cause instanceof InvariantError) return cause;
  const at = lane.markBar;
  const atMs = lane.bars.openTimeMs[at]!;
  const message = `${strategy.name} failed on ${lane.instrument.symbol} at bar ${at} (open time ${atMs} ms): ${String(cause)}`;
  const errors = [{ path: `strategy.${strategy.name}.bars[${at}]`, code: 'strategy-failed', message }];
  return new AppError('unprocessable', message, { errors, cause });
}
