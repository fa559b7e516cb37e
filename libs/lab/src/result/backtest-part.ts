import type { LabResult, LabTrade } from '@orbiquant/contracts';
import { calendarReturns } from '@orbiquant/quant';
import type { Trade } from '../engine/records.ts';
import type { ShownRun } from './shown-run.ts';
import { curveOf, finite, shownSteps } from './thin-curve.ts';

const TRADES_MAX = 5_000;

/** The parts of a result that show one run: its curve, trades, months and figures. */
export type BacktestPart = Pick<
  LabResult,
  'runCard' | 'parameters' | 'figures' | 'curve' | 'benchmark' | 'trades' | 'tradesLeftOut' | 'months' | 'warnings'
>;

/** One run as it is shown; `held` is the same money held from the start, on the same bars. */
export function backtestPart(run: ShownRun, held: Pick<ShownRun, 'equity'>): BacktestPart {
  const steps = shownSteps(run.equity);
  const { parameters, ...card } = run.runCard;
  return {
    runCard: { ...card },
    parameters: { ...parameters },
    figures: figuresOf(run),
    curve: curveOf(run.timeMs, run.equity, steps),
    benchmark: steps.map((at) => finite(held.equity[at]!)),
    trades: run.trades.slice(0, TRADES_MAX).map(tradeOf),
    tradesLeftOut: Math.max(0, run.trades.length - TRADES_MAX),
    months: monthsOf(run),
    warnings: run.warnings.map(({ code, params }) => ({ code, params: { ...params } })),
  };
}

/** Every statistic and every cost by name; what cannot be measured is null. */
function figuresOf({ statistics, costs, shortfall }: ShownRun): Record<string, number | null> {
  const all: Record<string, number> = { ...statistics, ...costs, shortfall };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, finite(value)]));
}

const tradeOf = (trade: Trade): LabTrade => ({
  symbol: trade.symbol,
  side: trade.side,
  entryAtMs: trade.entryAtMs,
  exitAtMs: trade.exitAtMs,
  entryPrice: trade.entryPrice,
  exitPrice: trade.exitPrice,
  quantity: trade.quantity,
  pnl: trade.pnl,
  returnRatio: trade.returnShare,
  barsHeld: trade.barsHeld,
  entryTag: trade.entryTag,
  exitTag: trade.exitTag,
});

/** What each calendar month earned (UTC), the first one from the cash that was there before. */
function monthsOf({ timeMs, equity, runCard }: ShownRun): LabResult['months'] {
  const returns = equity.map((value, at) => value / (at === 0 ? runCard.assumptions.cash : equity[at - 1]!) - 1);
  return calendarReturns({ atMs: timeMs, returns }, 'month').map(({ span, return: earned }) => {
    const [year = 0, month = 0] = span.split('-').map(Number);
    return { year, month, return: earned };
  });
}
