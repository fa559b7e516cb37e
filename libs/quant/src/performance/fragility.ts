import { inBoth } from './align.ts';

/**
 * Beta fragility heuristic: whether losses grow faster than the market's fall; negative warns of harm from volatility.
 *
 * Sorted by benchmark, the first, middle and last period are compared: first and last return, weighted by the
 * distance of the middle benchmark return from the first and from the last one, minus the middle return.
 *
 * @returns  Fraction per period; NaN below three periods with both values.
 * @throws   Invariant, when lengths differ.
 * @see      N. Taleb, E. Canetti, T. Kinda, E. Loukoianova, C. Schmieder, "A New Heuristic Measure of Fragility and
 *           Tail Risks", IMF working paper 12/216, 2012; weights as in empyrical, whose vectors it meets.
 */
export function betaFragility(returns: Float64Array, benchmark: Float64Array): number {
  const [ours, theirs] = inBoth(returns, benchmark);
  if (ours.length < 3) return NaN;
  const order = Array.from(theirs.keys()).sort((a, b) => theirs[a]! - theirs[b]!);
  const first = order[0]!;
  const middle = order[halfToEven(order.length / 2)]!;
  const last = order.at(-1)!;
  const range = theirs[last]! - theirs[first]!;
  const firstWeight = range === 0 ? 0.5 : (theirs[middle]! - theirs[first]!) / range;
  return firstWeight * ours[first]! + (1 - firstWeight) * ours[last]! - ours[middle]!;
}

function halfToEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}
