import { invariant } from '@orbiquant/kernel';

/** How p-values of many tests are raised: by Bonferroni, by Holm, or by Benjamini, Hochberg and Yekutieli. */
export type Adjustment = 'bonferroni' | 'holm' | 'bhy';

/**
 * P-values corrected for the number of tests, so that the best of many is not mistaken for a discovery.
 *
 * Bonferroni and Holm bound the chance of even one false discovery; BHY bounds the expected share of false ones, under any dependence.
 *
 * @param pValues  One per test, in [0, 1].
 * @returns        In the order given, in [0, 1], never below the plain p-value.
 * @throws         Invariant, when a p-value lies outside [0, 1] or is NaN.
 * @see            S. Holm, 1979; Y. Benjamini, D. Yekutieli, Annals of Statistics 29(4), 2001; C. Harvey, Y. Liu, "Backtesting",
 *                 Journal of Portfolio Management 42(1), 2015.
 */
export function adjustedPValues(pValues: Float64Array, adjustment: Adjustment): Float64Array {
  invariant(
    pValues.every((p) => p >= 0 && p <= 1),
    'p-values lie in [0, 1]',
  );
  const order = Array.from(pValues.keys()).sort((a, b) => pValues[a]! - pValues[b]!);
  const sorted = Float64Array.from(order, (at) => pValues[at]!);
  const raised = RAISE[adjustment](sorted);
  const out = new Float64Array(pValues.length);
  order.forEach((at, rank) => (out[at] = Math.min(1, raised[rank]!)));
  return out;
}

/** Each takes ascending p-values and returns raised ones, ascending as well. */
const RAISE: Record<Adjustment, (sorted: Float64Array) => Float64Array> = {
  bonferroni: (sorted) => sorted.map((p) => p * sorted.length),
  holm: (sorted) => {
    let highest = 0;
    return sorted.map((p, rank) => (highest = Math.max(highest, p * (sorted.length - rank))));
  },
  bhy: (sorted) => {
    const count = sorted.length;
    let harmonic = 0;
    for (let rank = 1; rank <= count; rank++) harmonic += 1 / rank;
    let lowest = 1;
    const raised = sorted.slice();
    for (let at = count - 1; at >= 0; at--) {
      lowest = Math.min(lowest, (sorted[at]! * count * harmonic) / (at + 1));
      raised[at] = Math.max(sorted[at]!, lowest);
    }
    return raised;
  },
};
