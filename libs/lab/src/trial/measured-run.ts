import type { BacktestResult } from '../engine/backtest-result.ts';
import { runStatistics, type RunStatistics } from '../statistics/run-statistics.ts';
import { firstAt } from './first-at.ts';
import type { Problem } from './problem.ts';

/** The part of a run that counts: its steps, equity at their closes (quote units) and figures. */
export type MeasuredRun = {
  readonly timeMs: Float64Array;
  readonly equity: Float64Array;
  readonly statistics: RunStatistics;
};

/** A run without the bars that its strategy only read: they would dilute every figure per day. */
export function measuredRun(run: BacktestResult, { tradeFromMs, instruments }: Problem): MeasuredRun {
  if (tradeFromMs === undefined) return run;
  const first = firstAt(run.timeMs, tradeFromMs);
  const [timeMs, equity] = [run.timeMs.subarray(first), run.equity.subarray(first)];
  const benchmark = instruments.length === 1 ? instruments[0]!.bars.close.subarray(first) : null;
  const history = { timeMs, equity, trades: run.trades, heldSinceMs: [], benchmark, firstTradableBar: 0 };
  return { timeMs, equity, statistics: runStatistics(history) };
}
