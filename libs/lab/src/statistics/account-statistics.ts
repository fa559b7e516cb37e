import { dailyReturns, geometricMean, periodsPerYear, sampleVariance } from './daily-returns.ts';
import { drawdownFigures, type DrawdownFigures } from './drawdown-figures.ts';
import type { RunHistory } from './run-statistics.ts';

/** What became of the account. */
export type AccountStatistics = DrawdownFigures & {
  readonly equityFinal: number;
  readonly equityPeak: number;
  /** Final equity over the first, less one. */
  readonly totalReturn: number;
  /** Geometric mean daily return, compounded over a year of `periodsPerYear` days. */
  readonly annualReturn: number;
  /** Deviation of the yearly return that independent days of this mean and variance would have. */
  readonly annualVolatility: number;
  /** Steady yearly rate from first to last bar, by the calendar. */
  readonly cagr: number;
  /** annualReturn / annualVolatility, no risk-free rate. */
  readonly sharpe: number;
  /** annualReturn over the root mean square of negative daily returns, times the root of days per year. */
  readonly sortino: number;
  /** annualReturn over the size of the largest drawdown. */
  readonly calmar: number;
  /** Share of bars in which something was held at any time. */
  readonly exposureTime: number;
  /** 365 where the market also trades at weekends, else 252. */
  readonly periodsPerYear: number;
};

const YEAR_MS = 365.25 * 86_400_000;

/**
 * Return, risk and their ratios from equity at each close. Days are UTC days; a day's equity is its last.
 *
 * @see Z. Bodie, A. Kane, A. Marcus, Investments, for the ratios; annual volatility of a compounded return: Var of a
 *      product of independent factors, L. Goodman, "On the Exact Variance of Products", JASA 55 (1960).
 */
export function accountStatistics(history: RunHistory): AccountStatistics {
  const { equity, timeMs } = history;
  const [first, last] = [equity[0]!, equity.at(-1)!];
  const days = dailyReturns(timeMs, equity);
  const perYear = periodsPerYear(timeMs);
  const mean = geometricMean(days);
  const annualReturn = (1 + mean) ** perYear - 1;
  const annualVolatility = compoundedDeviation(days, mean, perYear);
  const falls = drawdownFigures(timeMs, equity);
  return {
    equityFinal: last,
    equityPeak: equity.reduce((peak, value) => Math.max(peak, value), -Infinity),
    totalReturn: last / first - 1,
    annualReturn,
    annualVolatility,
    cagr: last > 0 ? (last / first) ** (YEAR_MS / (timeMs.at(-1)! - timeMs[0]!)) - 1 : -1,
    sharpe: annualReturn / annualVolatility,
    sortino: annualReturn / (downsideDeviation(days) * Math.sqrt(perYear)),
    calmar: falls.drawdownMax === 0 ? NaN : annualReturn / -falls.drawdownMax,
    exposureTime: exposureTime(history),
    periodsPerYear: perYear,
    ...falls,
  };
}

function compoundedDeviation(days: Float64Array, mean: number, perYear: number): number {
  const square = (1 + mean) ** 2;
  return Math.sqrt((sampleVariance(days) + square) ** perYear - square ** perYear);
}

const downsideDeviation = (days: Float64Array): number =>
  Math.sqrt(days.reduce((sum, value) => sum + Math.min(value, 0) ** 2, 0) / days.length);

/** Steps from entry to exit, both counted, whichever trades or open positions they belong to. */
function exposureTime({ trades, heldSinceMs, timeMs }: RunHistory): number {
  const held = new Uint8Array(timeMs.length);
  const mark = (fromMs: number, toMs: number) => void held.fill(1, stepOf(timeMs, fromMs), stepOf(timeMs, toMs) + 1);
  for (const { entryAtMs, exitAtMs } of trades) mark(entryAtMs, exitAtMs);
  for (const fromMs of heldSinceMs) mark(fromMs, Infinity);
  return held.reduce((sum, step) => sum + step, 0) / held.length;
}

/** The last step that had begun at an instant. */
function stepOf(timeMs: Float64Array, atMs: number): number {
  let [low, high] = [0, timeMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeMs[middle]! <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
