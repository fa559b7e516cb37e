import { invariant } from '@orbiquant/kernel';

/**
 * Simple returns: how much a price changed from each bar to the next, as a share of the price before.
 *
 * @param prices  Prices or equity, oldest first, quote units. A step from zero gives Infinity (or NaN from zero to zero).
 * @returns       One fewer than `prices` (0.01 = 1 %); empty for fewer than two prices.
 * @see           C. Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd ed., 2008, chapter 3.
 */
export function simpleReturns(prices: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, prices.length - 1) }, (_, at) => prices[at + 1]! / prices[at]! - 1);
}

/**
 * Growth of one unit of capital, the start included: what a unit is worth before the first and after each return.
 *
 * @param returns  Simple returns per period, oldest first; NaN means a period without a value and grows nothing.
 * @returns        Length n + 1, starts at 1, never recovers from a return of -1.
 */
export function growthOf(returns: Float64Array): Float64Array {
  const growth = new Float64Array(returns.length + 1);
  growth[0] = 1;
  for (let at = 0; at < returns.length; at++) {
    const step = returns[at]!;
    growth[at + 1] = growth[at]! * (Number.isNaN(step) ? 1 : 1 + step);
  }
  return growth;
}

/**
 * Cumulative returns: what has been gained since the start, after each period.
 *
 * @param returns        Simple returns per period, oldest first; NaN counts as no change.
 * @param startingValue  0 for the gain as a fraction; a capital for the value of that capital.
 * @returns              Same length as `returns`.
 * @throws               Invariant, when the starting value is negative or not finite.
 */
export function cumulativeReturns(returns: Float64Array, startingValue = 0): Float64Array {
  invariant(startingValue >= 0 && Number.isFinite(startingValue), 'a starting value is finite and not negative');
  const growth = growthOf(returns).subarray(1);
  return growth.map((value) => (startingValue === 0 ? value - 1 : value * startingValue));
}

/**
 * Total return: the gain over the whole period (or, with a starting value, the final value).
 *
 * @returns  A fraction (0.1 = +10 %), or the unit of `startingValue`; NaN when there is no return at all.
 */
export function totalReturn(returns: Float64Array, startingValue = 0): number {
  return cumulativeReturns(returns, startingValue).at(-1) ?? NaN;
}
