import type { Costs } from '../engine/backtest-state.ts';
import type { RunStatistics } from '../statistics/run-statistics.ts';
import type { WalkFigures } from '../walk-forward/walk-figures.ts';

/** Every figure by which a run, a search or a walk-forward is headed; a figure that is missing here does not compile. */
const FIGURES: Readonly<
  Record<keyof RunStatistics | keyof Costs | keyof WalkFigures | 'shortfall' | 'plateau' | 'combinations', true>
> = {
  equityFinal: true,
  equityPeak: true,
  totalReturn: true,
  annualReturn: true,
  annualVolatility: true,
  cagr: true,
  sharpe: true,
  sortino: true,
  calmar: true,
  drawdownMax: true,
  drawdownAverage: true,
  drawdownMaxMs: true,
  drawdownAverageMs: true,
  exposureTime: true,
  periodsPerYear: true,
  buyAndHoldReturn: true,
  beta: true,
  alpha: true,
  trades: true,
  winRate: true,
  bestTrade: true,
  worstTrade: true,
  averageTrade: true,
  profitFactor: true,
  expectancy: true,
  sqn: true,
  kelly: true,
  fees: true,
  slippage: true,
  funding: true,
  liquidation: true,
  shortfall: true,
  plateau: true,
  combinations: true,
  efficiency: true,
  annualInSample: true,
  annualOutOfSample: true,
  gainingWindows: true,
  windows: true,
  stability: true,
};

/** Their names. */
export const FIGURE_CODES: readonly string[] = Object.keys(FIGURES);
