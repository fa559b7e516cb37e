import { invariant } from '@orbiquant/kernel';
import { normalQuantile } from './distributions.ts';
import { probabilisticSharpe } from './probabilistic-sharpe.ts';
import type { SharpeEvidence } from './probabilistic-sharpe.ts';

const EULER_GAMMA = 0.5772156649015329;

/** How much was tried before a result was chosen. */
export type TrialCount = {
  /** Number of independent trials, >= 1. */
  trials: number;
  /** Variance of their Sharpe ratios PER OBSERVATION, >= 0. */
  variance: number;
};

/**
 * Expected best Sharpe ratio of so many trials of which none has an edge: the bar that luck alone reaches.
 *
 * sqrt(variance) ((1 - gamma) z(1 - 1/N) + gamma z(1 - 1/(N e))), with gamma the Euler-Mascheroni constant.
 *
 * @returns  Sharpe ratio per observation, >= 0; zero for one trial, where nothing was chosen.
 * @throws   Invariant, for fewer than one trial or a negative variance.
 * @see      D. Bailey, M. Lopez de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), 2014.
 */
export function expectedMaximumSharpe({ trials, variance }: TrialCount): number {
  invariant(trials >= 1 && Number.isFinite(trials), 'at least one trial was made');
  invariant(variance >= 0, 'a variance is not negative');
  if (trials === 1) return 0;
  const ordinary = normalQuantile(1 - 1 / trials);
  const extreme = normalQuantile(1 - 1 / (trials * Math.E));
  return Math.max(0, Math.sqrt(variance) * ((1 - EULER_GAMMA) * ordinary + EULER_GAMMA * extreme));
}

/**
 * Deflated Sharpe ratio: the probability that a chosen strategy has an edge, after all that was tried to find it.
 *
 * @returns  Probability in [0, 1]; above 0.95 is the usual bar; NaN below two observations.
 * @throws   Invariant, for fewer than one trial, a negative variance or an excess kurtosis.
 * @see      D. Bailey, M. Lopez de Prado, "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), 2014.
 */
export const deflatedSharpe = (evidence: SharpeEvidence, tried: TrialCount): number =>
  probabilisticSharpe(evidence, expectedMaximumSharpe(tried));
