import { digestOf } from '@orbiquant/kernel';
import type { ParameterValues } from '@orbiquant/quant';
import type { BacktestResult } from '../engine/backtest-result.ts';
import type { FillRecord } from '../engine/records.ts';
import { openMarket } from '../engine/open-market.ts';
import { runCardOf } from '../engine/run-card.ts';
import type { RunWarning } from '../engine/warnings.ts';
import type { ShownRun } from '../result/shown-run.ts';
import { runStatistics } from '../statistics/run-statistics.ts';
import { firstAt } from '../trial/first-at.ts';
import { strategyOf } from '../trial/problem.ts';
import type { Walk, WalkedWindow } from './run-windows.ts';

/**
 * All tests of a walk as one run: each went on with the money that the one before had left, so their equity already
 * stands end to end. Bars and orders of the parts are not those of the whole history, so trades keep their times.
 *
 * @param parameters  Those that the card names: what the newest training chose.
 */
export function stitchTests(walk: Walk, windows: readonly WalkedWindow[], parameters: ParameterValues): ShownRun {
  const runs = windows.map(({ test }) => test.run).filter((run) => run !== null);
  const timeMs = openMarket(walk.problem.instruments).timeMs.subarray(windows[0]!.plan.testFrom);
  const equity = joined(windows.map(({ test }) => test.equity));
  const trades = runs.flatMap((run) => run.trades);
  const benchmark = walk.problem.instruments.length === 1 ? closesFrom(walk, timeMs[0]!) : null;
  return {
    timeMs,
    equity,
    trades,
    tradeCount: trades.length,
    orders: runs.flatMap((run) => run.orders),
    fills: runs.flatMap((run) => fillsOf(run, walk)),
    costs: sumsOf(runs),
    shortfall: runs.reduce((sum, { shortfall }) => sum + shortfall, 0),
    cappedFills: runs.reduce((sum, { cappedFills }) => sum + cappedFills, 0),
    statistics: runStatistics({ timeMs, equity, trades, heldSinceMs: [], benchmark, firstTradableBar: 0 }),
    warnings: addedUp(runs),
    runCard: cardOf(walk, parameters),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const closesFrom = ({ problem }: Walk, fromMs: number): Float64Array => {
  const { openTimeMs, close } = problem.instruments[0]!.bars;
  return close.subarray(firstAt(openTimeMs, fromMs));
};

/** Fills with the bar of the whole history in which they happened. */
function fillsOf(run: BacktestResult, { problem }: Walk): FillRecord[] {
  const times = new Map(problem.instruments.map(({ symbol, bars }) => [symbol, bars.openTimeMs]));
  return run.fills.map((fill) => {
    const column = times.get(fill.symbol)!;
    const at = firstAt(column, fill.atMs);
    return { ...fill, bar: column[at] === fill.atMs ? at : at - 1 };
  });
}

function sumsOf(runs: readonly BacktestResult[]): ShownRun['costs'] {
  const sum = (name: keyof ShownRun['costs']): number => runs.reduce((total, { costs }) => total + costs[name], 0);
  return { fees: sum('fees'), slippage: sum('slippage'), funding: sum('funding'), liquidation: sum('liquidation') };
}

/** Warnings that count something, added up; those about a part's length or number of trades say nothing of the whole. */
function addedUp(runs: readonly BacktestResult[]): RunWarning[] {
  const counted = runs.flatMap(({ warnings }) => warnings).filter(({ code }) => COUNTED.has(code));
  return Array.from(
    Map.groupBy(counted, ({ code }) => code),
    ([code, same]) => {
      const [unit = ''] = Object.keys(same[0]!.params);
      return { code, params: { [unit]: same.reduce((sum, { params }) => sum + (params[unit] ?? 0), 0) } };
    },
  );
}

const COUNTED: ReadonlySet<string> = new Set(['participation-cap', 'rejected-orders', 'liquidated', 'shortfall']);

function cardOf({ problem, space, search, plans, warmUp }: Walk, parameters: ParameterValues): ShownRun['runCard'] {
  const { instruments, assumptions, seed, codeVersion } = problem;
  const strategy = strategyOf(problem);
  const card = runCardOf(
    { instruments, strategy, parameters, assumptions, seed, codeVersion },
    openMarket(instruments),
  );
  const walk = { fixed: space.fixed, search, plans, warmUp };
  return { ...card, ...{ walk }, digest: digestOf([card.digest, walk]) };
}
