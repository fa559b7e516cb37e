/** One past that could have been. Plain JSON. Money in quote units. */
export type Path = {
  /** Equity at the beginning, and at equal steps until the end. */
  readonly points: readonly number[];
  readonly final: number;
  readonly lowest: number;
  /** Worst fall from a peak, a fraction >= 0 (0.2 = 20 %). */
  readonly fall: number;
};

/** Points that a fan draws after the first, at most. */
export const POINTS_MAX = 120;

/** How many points are drawn of so many steps. */
export const pointsOf = (steps: number): number => Math.min(steps, POINTS_MAX);

/**
 * The path of an account that compounds returns.
 *
 * @param cash     Quote units at the beginning, > 0.
 * @param returns  What each step made of the equity before it, in order; below -1 counts as -1: nothing is left to lose.
 *                 NaN, what a ruined account makes, counts as nothing.
 * @param count    Points to draw after the first.
 */
export function pathOf(cash: number, returns: Float64Array, count = pointsOf(returns.length)): Path {
  const steps = returns.length;
  const points = [cash];
  let [equity, peak, lowest, fall] = [cash, cash, cash, 0];
  for (let at = 0; at < steps; at++) {
    equity = grown(equity, returns[at]!);
    if (equity > peak) peak = equity;
    else if (equity < lowest) lowest = equity;
    const depth = 1 - equity / peak;
    if (depth > fall) fall = depth;
    while (points.length <= count && at + 1 >= (points.length * steps) / count) points.push(equity);
  }
  return { points, final: equity, lowest, fall };
}

const grown = (equity: number, made: number): number => (made > -1 ? equity * (1 + made) : made <= -1 ? 0 : equity);
