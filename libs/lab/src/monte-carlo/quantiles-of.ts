/**
 * Values below which given shares of all lie, linear between neighbours.
 *
 * @param values  Any order, no NaN; they are not changed.
 * @param shares  Each in [0, 1].
 * @returns       One per share; NaN when there are no values.
 * @see           R. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", 1996, definition 7.
 */
export function quantilesOf(values: Float64Array, shares: readonly number[]): number[] {
  const sorted = values.toSorted();
  return shares.map((share) => {
    const at = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
    return below === above ? below : below + (above - below) * (at - Math.floor(at));
  });
}
