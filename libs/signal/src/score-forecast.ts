import { invariant } from '@orbiquant/kernel';

/** A forecast beside what came of it; all > 0 and dimensionless (0.01 = 1 %). */
export type Scored = { forecast: number; low: number; high: number; outcome: number };

/** How good forecasts were on rows that the model had not seen. */
export type Score = {
  rows: number;
  /** Mean absolute error, in the unit of the range. */
  meanAbsoluteError: number;
  /** Quasi-likelihood loss of the squared range: 0 is perfect; being too low costs more than being too high. */
  qlike: number;
  /** Mean squared error of the logarithm. */
  meanSquaredLogError: number;
  /** Share of the outcomes' variance that the forecast explains; 1 is perfect, 0 no better than their mean. */
  rSquared: number;
  /** Share of outcomes within [low, high]. */
  coverage: number;
};

/**
 * Scores forecasts of a range.
 * @throws Invariant, when there are none.
 * @see    A. Patton, "Volatility forecast comparison using imperfect volatility proxies", 2011 (QLIKE).
 */
export function scoreForecast(scored: readonly Scored[]): Score {
  invariant(scored.length > 0, 'a score needs forecasts');
  const mean = (of: (row: Scored) => number): number => scored.reduce((sum, row) => sum + of(row), 0) / scored.length;
  const average = mean(({ outcome }) => outcome);
  const unexplained = mean(({ outcome, forecast }) => (outcome - forecast) ** 2);
  return {
    rows: scored.length,
    meanAbsoluteError: mean(({ outcome, forecast }) => Math.abs(outcome - forecast)),
    qlike: mean(({ outcome, forecast }) => (outcome / forecast) ** 2 - 2 * Math.log(outcome / forecast) - 1),
    meanSquaredLogError: mean(({ outcome, forecast }) => Math.log(outcome / forecast) ** 2),
    rSquared: 1 - unexplained / mean(({ outcome }) => (outcome - average) ** 2),
    coverage: mean(({ outcome, low, high }) => Number(outcome >= low && outcome <= high)),
  };
}
