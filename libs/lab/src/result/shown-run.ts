import type { BacktestResult } from '../engine/backtest-result.ts';

/** What of a run is shown and diagnosed: a backtest has it, and so has what several of them were put together to. */
export type ShownRun = Pick<
  BacktestResult,
  | 'timeMs'
  | 'equity'
  | 'trades'
  | 'tradeCount'
  | 'orders'
  | 'fills'
  | 'costs'
  | 'shortfall'
  | 'cappedFills'
  | 'statistics'
  | 'warnings'
  | 'runCard'
>;
