import { centralMoment, meanOf, presentIn } from './moments.ts';

/**
 * Stability: how straight the line of cumulative log returns is; 1 is a ruler.
 *
 * @returns  R squared of a least-squares line through the cumulative log returns, in [0, 1]; NaN below two returns, for a
 *           curve that is flat, and after a return of -100 % or worse (its logarithm does not exist).
 */
export function stabilityOfReturns(returns: Float64Array): number {
  const present = presentIn(returns);
  if (present.length < 2) return NaN;
  let sum = 0;
  const line = present.map((value) => (sum += Math.log1p(value)));
  if (!Number.isFinite(sum)) return NaN;
  const middle = (present.length - 1) / 2;
  const centre = meanOf(line);
  const together = meanOf(line.map((value, at) => (value - centre) * (at - middle)));
  const alone = centralMoment(line, 2) * ((present.length ** 2 - 1) / 12);
  return together ** 2 / alone;
}
