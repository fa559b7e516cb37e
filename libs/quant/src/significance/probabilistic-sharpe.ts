import { invariant } from '@orbiquant/kernel';
import { kurtosis, skewness } from '../performance/distribution.ts';
import { countOf } from '../performance/moments.ts';
import { sharpePerPeriod } from '../performance/sharpe.ts';
import { normalCdf, normalQuantile } from './distributions.ts';

/** What the significance of a Sharpe ratio depends on. */
export type SharpeEvidence = {
  /** Sharpe ratio PER OBSERVATION, not annualised: an annualised one makes every answer wrong. */
  sharpe: number;
  /** Number of returns, >= 2. */
  observations: number;
  skewness: number;
  /** NOT in excess: 3 for a normal distribution. */
  kurtosis: number;
};

/** Measures the evidence of a return series; NaN periods do not count. */
export const sharpeEvidence = (returns: Float64Array): SharpeEvidence => ({
  sharpe: sharpePerPeriod(returns),
  observations: countOf(returns),
  skewness: skewness(returns),
  kurtosis: kurtosis(returns),
});

/**
 * Probabilistic Sharpe ratio: the probability that the true Sharpe ratio is above a benchmark one.
 *
 * Phi((SR - SR*) sqrt(T - 1) / sqrt(1 - skewness SR + (kurtosis - 1) / 4 SR^2)).
 *
 * @param benchmarkSharpe  Sharpe ratio to beat, per observation, default 0.
 * @returns                Probability in [0, 1]; NaN below two observations or where a moment is undefined.
 * @throws                 Invariant, when the kurtosis is below 1 (an excess kurtosis was passed).
 * @see                    D. Bailey, M. Lopez de Prado, "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2), 2012.
 */
export function probabilisticSharpe(evidence: SharpeEvidence, benchmarkSharpe = 0): number {
  if (!(evidence.observations >= 2)) return NaN;
  const distance = (evidence.sharpe - benchmarkSharpe) * Math.sqrt(evidence.observations - 1);
  return normalCdf(distance / Math.sqrt(sharpeVariance(evidence)));
}

/**
 * Minimum track record length: how many returns it takes until a Sharpe ratio is credible.
 *
 * 1 + (1 - skewness SR + (kurtosis - 1) / 4 SR^2) (z / (SR - SR*))^2.
 *
 * @param options  `benchmarkSharpe` per observation, default 0; `confidence` in (0.5, 1), default 0.95.
 * @returns        Number of observations, not rounded; Infinity when the ratio does not exceed the benchmark; NaN for NaN.
 * @throws         Invariant, when the confidence lies outside (0.5, 1) or the kurtosis is below 1.
 * @see            D. Bailey, M. Lopez de Prado, "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2), 2012.
 */
export function minimumTrackRecord(
  evidence: Omit<SharpeEvidence, 'observations'>,
  { benchmarkSharpe = 0, confidence = 0.95 }: { benchmarkSharpe?: number; confidence?: number } = {},
): number {
  invariant(confidence > 0.5 && confidence < 1, 'a confidence lies strictly between 0.5 and 1');
  const lead = evidence.sharpe - benchmarkSharpe;
  if (lead <= 0) return Infinity;
  return 1 + sharpeVariance(evidence) * (normalQuantile(confidence) / lead) ** 2;
}

/** Variance of the estimated ratio times (T - 1). */
function sharpeVariance({ sharpe, skewness: skew, kurtosis: kurt }: Omit<SharpeEvidence, 'observations'>): number {
  invariant(!(kurt < 1 - 1e-9), 'kurtosis is not in excess of the normal, so it is at least 1');
  return 1 - skew * sharpe + ((kurt - 1) / 4) * sharpe ** 2;
}
