import type { RunHistory } from './run-statistics.ts';

/** The run beside its own market. NaN where it trades several instruments. */
export type BenchmarkStatistics = {
  /** Return of the market from the first bar at which the strategy could trade to the last close. */
  readonly buyAndHoldReturn: number;
  /** Slope of the log returns of equity on those of the market, bar by bar. */
  readonly beta: number;
  /** Total return less beta times the market's, over the whole run and not per year. */
  readonly alpha: number;
};

/** @see M. Jensen, "The Performance of Mutual Funds in the Period 1945-1964", Journal of Finance 23 (1968). */
export function benchmarkStatistics(history: RunHistory, totalReturn: number): BenchmarkStatistics {
  const { benchmark, equity, firstTradableBar } = history;
  if (!benchmark) return { buyAndHoldReturn: NaN, beta: NaN, alpha: NaN };
  const from = Math.min(Math.max(firstTradableBar - 1, 0), benchmark.length - 1);
  const buyAndHoldReturn = benchmark.at(-1)! / benchmark[from]! - 1;
  const beta = slope(logReturns(equity), logReturns(benchmark));
  return { buyAndHoldReturn, beta, alpha: totalReturn - beta * buyAndHoldReturn };
}

const logReturns = (values: Float64Array): Float64Array =>
  Float64Array.from({ length: values.length - 1 }, (_unused, at) => Math.log(values[at + 1]! / values[at]!));

function slope(ours: Float64Array, market: Float64Array): number {
  const [ourMean, marketMean] = [meanOf(ours), meanOf(market)];
  let [together, alone] = [0, 0];
  for (let at = 0; at < ours.length; at++) {
    const moved = market[at]! - marketMean;
    together += (ours[at]! - ourMean) * moved;
    alone += moved * moved;
  }
  return together / alone;
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
