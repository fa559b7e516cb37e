import { invariant } from '@orbiquant/kernel';
import { inBoth } from './align.ts';
import { centralMoment, meanOf } from './moments.ts';
import { checkedPeriodsPerYear, excessOver } from './periods-per-year.ts';
import type { Annualisation, PerPeriod } from './periods-per-year.ts';

/** Which periods count: all, those in which the benchmark rose, or those in which it fell. */
export type MarketSide = 'all' | 'up' | 'down';
/** Annual alpha (fraction per year) and beta (dimensionless). */
export type AlphaBeta = { alpha: number; beta: number };
/** How a benchmark comparison is made: `riskFree` per period, default 0; `side` default all periods. */
export type BenchmarkOptions = Annualisation & { riskFree?: PerPeriod; side?: MarketSide };

/** Below this a benchmark's variance is rounding noise and beta has no meaning. */
const VARIANCE_MIN = 1e-30;

/**
 * Beta: how much the returns moved per unit of movement of the benchmark.
 *
 * @returns  cov(returns, benchmark) / var(benchmark) over periods with both values, dimensionless; NaN below two
 *           such periods or when the benchmark did not move.
 * @throws   Invariant, when lengths differ (align series with `alignReturns` first).
 * @see      W. Sharpe, "Capital Asset Prices", Journal of Finance 19(3), 1964.
 */
export function beta(returns: Float64Array, benchmark: Float64Array, riskFree: PerPeriod = 0): number {
  const [ours, theirs] = inBoth(excessOver(returns, riskFree), excessOver(benchmark, riskFree));
  const variance = centralMoment(theirs, 2);
  if (ours.length < 2 || !(variance >= VARIANCE_MIN)) return NaN;
  const [ourMean, theirMean] = [meanOf(ours), meanOf(theirs)];
  return meanOf(ours.map((value, at) => (value - ourMean) * (theirs[at]! - theirMean))) / variance;
}

/**
 * Alpha and beta: what was earned beyond the benchmark's pull, per year, and the pull itself.
 *
 * Alpha is the mean of (excess return - beta x excess benchmark), compounded to a year: (1 + mean) ^ periodsPerYear - 1.
 *
 * @param options  `riskFree` per period; `side` `up` or `down` keeps the periods in which the benchmark's return was > 0 or < 0.
 * @returns        Alpha as a fraction per year, beta dimensionless; both NaN where beta is.
 * @throws         Invariant, when lengths differ.
 * @see            M. Jensen, "The Performance of Mutual Funds in the Period 1945-1964", Journal of Finance 23(2), 1968.
 */
export function alphaBeta(returns: Float64Array, benchmark: Float64Array, options: BenchmarkOptions): AlphaBeta {
  const { riskFree = 0, side = 'all' } = options;
  const chosen = onSide({ returns, benchmark, side });
  const rate = typeof riskFree === 'number' ? riskFree : riskFree.filter((_, at) => chosen.keep[at]);
  const slope = beta(chosen.returns, chosen.benchmark, rate);
  const market = excessOver(chosen.benchmark, rate);
  const residual = excessOver(chosen.returns, rate).map((value, at) => value - slope * market[at]!);
  return { alpha: (1 + meanOf(residual)) ** checkedPeriodsPerYear(options) - 1, beta: slope };
}

/** The periods in which the benchmark moved to one side; a period without a value is on neither. */
export function onSide(series: { returns: Float64Array; benchmark: Float64Array; side: MarketSide }) {
  const { returns, benchmark, side } = series;
  invariant(returns.length === benchmark.length, 'returns and benchmark have one length');
  const keep = Array.from(benchmark, (value) => side === 'all' || (side === 'up' ? value > 0 : value < 0));
  return {
    keep,
    returns: returns.filter((_, at) => keep[at]),
    benchmark: benchmark.filter((_, at) => keep[at]),
  };
}
