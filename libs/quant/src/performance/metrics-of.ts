import { sharpeEvidence, probabilisticSharpe } from '../significance/probabilistic-sharpe.ts';
import { cornishFisherVar, historicalCvar, historicalVar, parametricVar } from '../risk/value-at-risk.ts';
import { annualReturn } from './annual-return.ts';
import { annualVolatility } from './annual-volatility.ts';
import { alphaBeta } from './benchmark.ts';
import { captureRatio } from './capture.ts';
import { excessKurtosis, hitRate, skewness, tailRatio } from './distribution.ts';
import { downsideRisk, sortinoRatio } from './downside.ts';
import { calmarRatio, maxDrawdown, ulcerOf } from './drawdown.ts';
import { countOf } from './moments.ts';
import { omegaRatio } from './omega.ts';
import type { Annualisation } from './periods-per-year.ts';
import { totalReturn } from './returns.ts';
import { excessSharpe, sharpeRatio } from './sharpe.ts';
import { stabilityOfReturns } from './stability.ts';

/** How the standard measures are taken: `riskFree` per period, default 0; a benchmark of the same length adds its measures. */
export type MetricsOptions = Annualisation & { riskFree?: number; benchmark?: Float64Array };

/**
 * The standard measures of a return series, by name.
 *
 * | name | unit |
 * |---|---|
 * | `periods` | count of returns with a value |
 * | `totalReturn`, `annualReturn` | fraction; fraction per year |
 * | `annualVolatility`, `downsideRisk` | fraction per year, >= 0 |
 * | `sharpe`, `sortino`, `calmar`, `omega` | ratio, annualised (omega is not) |
 * | `maxDrawdown` | fraction, <= 0 |
 * | `ulcer` | fraction, >= 0 |
 * | `tailRatio`, `skewness`, `excessKurtosis`, `stability`, `hitRate` | dimensionless |
 * | `historicalVar95`, `historicalCvar95`, `parametricVar95`, `cornishFisherVar95` | return per period, a loss is < 0 |
 * | `probabilisticSharpe` | probability that the true ratio is above 0 |
 * | `alpha` | fraction per year, only with a benchmark |
 * | `beta`, `informationRatio`, `upCapture`, `downCapture` | dimensionless, only with a benchmark; the information ratio is per period |
 *
 * @param returns  Simple returns per period, oldest first; NaN is a period without a value.
 * @returns        Each name once; NaN where a measure is undefined (too few returns, no risk to divide by).
 * @throws         Invariant, when the benchmark has another length or `periodsPerYear` is not above zero.
 */
export function metricsOf(returns: Float64Array, options: MetricsOptions): Record<string, number> {
  const { riskFree = 0, benchmark } = options;
  return {
    periods: countOf(returns),
    totalReturn: totalReturn(returns),
    annualReturn: annualReturn(returns, options),
    annualVolatility: annualVolatility(returns, options),
    downsideRisk: downsideRisk(returns, { ...options, requiredReturn: riskFree }),
    sharpe: sharpeRatio(returns, options),
    sortino: sortinoRatio(returns, { ...options, requiredReturn: riskFree }),
    calmar: calmarRatio(returns, options),
    omega: omegaRatio(returns, { ...options, riskFree }),
    maxDrawdown: maxDrawdown(returns),
    ulcer: ulcerOf(returns),
    tailRatio: tailRatio(returns),
    skewness: skewness(returns),
    excessKurtosis: excessKurtosis(returns),
    stability: stabilityOfReturns(returns),
    hitRate: hitRate(returns),
    historicalVar95: historicalVar(returns),
    historicalCvar95: historicalCvar(returns),
    parametricVar95: parametricVar(returns),
    cornishFisherVar95: cornishFisherVar(returns),
    probabilisticSharpe: probabilisticSharpe(sharpeEvidence(returns.map((value) => value - riskFree))),
    ...(benchmark ? againstBenchmark(returns, benchmark, options) : {}),
  };
}

function againstBenchmark(returns: Float64Array, benchmark: Float64Array, options: MetricsOptions) {
  return {
    ...alphaBeta(returns, benchmark, options),
    informationRatio: excessSharpe(returns, benchmark),
    upCapture: captureRatio(returns, benchmark, { ...options, side: 'up' }),
    downCapture: captureRatio(returns, benchmark, { ...options, side: 'down' }),
  };
}
