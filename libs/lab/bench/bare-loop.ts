/** The same rule with nothing around it: what the engine's overhead is measured against. */
export type BareRule = { fast: number; slow: number; cash: number; feeRate: number };

/**
 * Averages of `fast` and `slow` closes by running sums; in at the next open when the fast one crosses above, out when it
 * crosses below; all cash, fee on both sides. @returns equity at each close.
 */
export function bareLoop(
  { open, close }: { open: Float64Array; close: Float64Array },
  { fast, slow, cash: start, feeRate }: BareRule,
): Float64Array {
  const equity = new Float64Array(close.length);
  let [fastSum, slowSum, cash, quantity, wish] = [0, 0, start, 0, 0];
  let wasAbove = true;
  for (let at = 0; at < close.length; at++) {
    if (wish === 1) {
      quantity = cash / (open[at]! * (1 + feeRate));
      cash -= quantity * open[at]! * (1 + feeRate);
      wish = 0;
    } else if (wish === -1) {
      cash += quantity * open[at]! * (1 - feeRate);
      quantity = 0;
      wish = 0;
    }
    const price = close[at]!;
    fastSum += price - (at >= fast ? close[at - fast]! : 0);
    slowSum += price - (at >= slow ? close[at - slow]! : 0);
    equity[at] = cash + quantity * price;
    if (at < slow - 1) continue;
    const isAbove = fastSum / fast > slowSum / slow;
    if (isAbove !== wasAbove && at >= slow) wish = isAbove ? 1 : quantity > 0 ? -1 : 0;
    wasAbove = isAbove;
  }
  return equity;
}
