import type { Trade } from '../engine/records.ts';
import { accountStatistics, type AccountStatistics } from './account-statistics.ts';
import { benchmarkStatistics, type BenchmarkStatistics } from './benchmark-statistics.ts';
import { tradeStatistics, type TradeStatistics } from './trade-statistics.ts';

/** What a run's statistics are made of. */
export type RunHistory = {
  /** Open time of each bar, epoch ms, and equity at its close, quote units. */
  readonly timeMs: Float64Array;
  readonly equity: Float64Array;
  readonly trades: readonly Trade[];
  /** Since when each position that is still held is held, epoch ms. */
  readonly heldSinceMs: readonly number[];
  /** Closes of the instrument, on the same bars; null where there are several instruments. */
  readonly benchmark: Float64Array | null;
  /** First bar at which the strategy could trade: buying and holding is measured from there. */
  readonly firstTradableBar: number;
};

/**
 * The figures of a run. Shares are fractions (0.01 = 1 %), a loss or a fall is negative, durations are milliseconds;
 * NaN where there is nothing to measure.
 */
export type RunStatistics = AccountStatistics & BenchmarkStatistics & TradeStatistics;

/** Every figure of a run from its equity and its trades; each is defined where it is computed. */
export const runStatistics = (history: RunHistory): RunStatistics => {
  const account = accountStatistics(history);
  return { ...account, ...benchmarkStatistics(history, account.totalReturn), ...tradeStatistics(history.trades) };
};
