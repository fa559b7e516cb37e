import type { LabObjective } from '@orbiquant/contracts';
import type { RunStatistics } from '../statistics/run-statistics.ts';

/** What each objective reads; a fall is negative already, so that larger is better everywhere. */
const READ: Readonly<Record<LabObjective, (statistics: RunStatistics) => number>> = {
  sharpe: ({ sharpe }) => sharpe,
  return: ({ totalReturn }) => totalReturn,
  calmar: ({ calmar }) => calmar,
  drawdown: ({ drawdownMax }) => drawdownMax,
  sortino: ({ sortino }) => sortino,
  'profit-factor': ({ profitFactor }) => profitFactor,
};

/**
 * How good a run is by one objective, larger is better. What cannot be measured (no trade, no loss to divide by) is
 * -Infinity: luck that has no denominator never wins.
 */
export function objectiveOf(objective: LabObjective, statistics: RunStatistics): number {
  const value = READ[objective](statistics);
  return Number.isFinite(value) ? value : -Infinity;
}
