import type { RunHistory } from './run-statistics.ts';

const { log } = Math;

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
  const beta = slope(logReturns(equity), marketReturns(benchmark));
  return { buyAndHoldReturn, beta, alpha: totalReturn - beta * buyAndHoldReturn };
}

const known = new WeakMap<Float64Array, Float64Array>();

/** Worked out once for the same column: a search measures a thousand runs on one market. */
function marketReturns(values: Float64Array): Float64Array {
  const returns = known.get(values) ?? logReturns(values);
  known.set(values, returns);
  return returns;
}

function logReturns(values: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, values.length - 1));
  // while nothing is held equity stands still, and the logarithm of 1 is not worth asking for
  for (let at = 0; at < returns.length; at++)
    returns[at] = values[at + 1] === values[at] ? 0 : log(values[at + 1]! / values[at]!);
  return returns;
}

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

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
