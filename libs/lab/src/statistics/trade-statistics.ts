import type { Trade } from '../engine/records.ts';
import { geometricMean, sampleVariance } from './daily-returns.ts';

/** What the trades were like. Returns of trades are pnl / entry notional, after fees. */
export type TradeStatistics = {
  readonly trades: number;
  /** Share of trades that gained. */
  readonly winRate: number;
  readonly bestTrade: number;
  readonly worstTrade: number;
  /** Geometric mean return of a trade. */
  readonly averageTrade: number;
  /** Sum of gaining returns over the size of the sum of losing ones. */
  readonly profitFactor: number;
  /** Mean return of a trade. */
  readonly expectancy: number;
  /** System quality number: sqrt(trades) x mean pnl / deviation of pnl. */
  readonly sqn: number;
  /** Kelly's share: win rate less loss rate over the ratio of mean gain to mean loss, in money. */
  readonly kelly: number;
};

/**
 * @see V. Tharp, Definitive Guide to Position Sizing, 2008 (system quality number);
 *      J. Kelly, "A New Interpretation of Information Rate", Bell System Technical Journal 35 (1956).
 */
export function tradeStatistics(trades: readonly Trade[]): TradeStatistics {
  const returns = Float64Array.from(trades, ({ returnShare }) => returnShare);
  const pnl = trades.map((trade) => trade.pnl);
  const winRate = pnl.filter((value) => value > 0).length / trades.length;
  return {
    trades: trades.length,
    winRate,
    bestTrade: trades.length === 0 ? NaN : returns.reduce((best, value) => Math.max(best, value), -Infinity),
    worstTrade: trades.length === 0 ? NaN : returns.reduce((worst, value) => Math.min(worst, value), Infinity),
    averageTrade: trades.length === 0 ? NaN : geometricMean(returns),
    profitFactor: sum(returns.filter((value) => value > 0)) / -sum(returns.filter((value) => value < 0)),
    expectancy: sum(returns) / returns.length,
    sqn: (Math.sqrt(pnl.length) * sum(pnl)) / pnl.length / Math.sqrt(sampleVariance(pnl)),
    kelly:
      winRate - (1 - winRate) / (meanOf(pnl.filter((value) => value > 0)) / -meanOf(pnl.filter((value) => value < 0))),
  };
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

const meanOf = (values: readonly number[]): number => sum(values) / values.length;
