import { correlation } from './correlation.ts';

/** Series compared at most; more would say the same. */
const SERIES_MAX = 60;

/**
 * How many independent trials as many correlated ones are worth: r + (1 - r) n, with r the mean correlation of their
 * daily returns. Neighbouring parameters trade almost alike, and count accordingly; unlike ones count in full.
 *
 * @param count    Trials made, n >= 1.
 * @param series   Daily returns of some of them, of one length; fewer than two say nothing, and all count in full.
 * @returns        1 <= result <= n.
 * @see            D. Bailey, M. Lopez de Prado, "The Deflated Sharpe Ratio", 2014, appendix A.3.
 */
export function independentTrials(count: number, series: readonly Float64Array[]): number {
  const compared = series.slice(0, SERIES_MAX);
  let sum = 0;
  let pairs = 0;
  for (let a = 0; a < compared.length; a++)
    for (let b = a + 1; b < compared.length; b++) {
      const r = correlation(compared[a]!, compared[b]!);
      if (Number.isNaN(r)) continue;
      sum += r;
      pairs += 1;
    }
  const mean = pairs === 0 ? 0 : Math.min(1, Math.max(0, sum / pairs));
  return Math.max(1, mean + (1 - mean) * count);
}
