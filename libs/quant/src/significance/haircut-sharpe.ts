import { invariant } from '@orbiquant/kernel';
import { normalCdf, normalQuantile } from './distributions.ts';
import { adjustedPValues } from './multiple-testing.ts';
import type { Adjustment } from './multiple-testing.ts';

/** A Sharpe ratio after the correction for the other tests. */
export type HaircutSharpe = {
  /** Two-sided p-value of the ratio on its own. */
  pValue: number;
  adjustedPValue: number;
  /** The ratio that would have this adjusted p-value in a single test; same unit as given, sign kept. */
  sharpe: number;
  /** Share of the ratio that is lost, in [0, 1]. */
  haircut: number;
};

/**
 * Haircut Sharpe ratios: what is left of each ratio once all tests of the family are counted.
 *
 * @param sharpes  One ratio per test, PER OBSERVATION.
 * @param options  `observations` behind each ratio, >= 2; `adjustment` default `holm`.
 * @returns        One result per test, in the order given. A ratio of zero has no haircut (NaN).
 * @throws         Invariant, for fewer than two observations or a ratio that is NaN.
 * @see            C. Harvey, Y. Liu, "Backtesting", Journal of Portfolio Management 42(1), 2015.
 */
export function haircutSharpes(
  sharpes: Float64Array,
  { observations, adjustment = 'holm' }: { observations: number; adjustment?: Adjustment },
): HaircutSharpe[] {
  invariant(observations >= 2, 'a Sharpe ratio needs at least two observations');
  const root = Math.sqrt(observations);
  const pValues = sharpes.map((sharpe) => 2 * normalCdf(-Math.abs(sharpe) * root));
  const adjusted = adjustedPValues(pValues, adjustment);
  return Array.from(sharpes, (plain, at) => {
    const size = adjusted[at]! >= 1 ? 0 : -normalQuantile(adjusted[at]! / 2) / root;
    const sharpe = Math.sign(plain) * Math.min(size, Math.abs(plain));
    return { pValue: pValues[at]!, adjustedPValue: adjusted[at]!, sharpe, haircut: 1 - sharpe / plain };
  });
}
