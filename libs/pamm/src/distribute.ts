import { invariant } from '@orbiquant/kernel';

/** Somebody's claim on a sum: the share is proportional to `weight` >= 0. */
export type Weight = { id: string; weight: bigint };

const WORD_MAX = 2n ** 64n;

/**
 * Divides a sum in proportion to weights so that the shares add up to it exactly: whole parts first, then one minor
 * unit each to the largest remainders, ties by id. The order in which the weights are given does not matter.
 *
 * @param totalMinor  Any sign; a loss is divided as a gain of the same size would be.
 * @returns           Shares in the order of `weights`, each within one minor unit of its exact proportion.
 * @throws            Invariant, when a weight is negative, there is nobody to give a sum to, or a tie is between equal ids.
 * @see               F. Balinski and H. P. Young, "Fair Representation", 1982: the method of Hamilton.
 */
export function distribute(totalMinor: bigint, weights: readonly Weight[]): bigint[] {
  if (totalMinor < 0n) return distribute(-totalMinor, weights).map((share) => -share);
  let sum = 0n;
  for (const { weight } of weights) {
    invariant(weight >= 0n, 'a weight is not negative');
    sum += weight;
  }
  if (totalMinor === 0n) return weights.map(() => 0n);
  invariant(sum > 0n, 'a sum is divided among at least one positive weight');
  return divide(totalMinor, sum, weights);
}

function divide(totalMinor: bigint, sum: bigint, weights: readonly Weight[]): bigint[] {
  const shares = new Array<bigint>(weights.length);
  const remainders = sum <= WORD_MAX ? new BigUint64Array(weights.length) : new Array<bigint>(weights.length);
  let left = totalMinor;
  for (let index = 0; index < weights.length; index++) {
    const claim = totalMinor * weights[index]!.weight;
    const share = claim / sum;
    shares[index] = share;
    remainders[index] = claim - share * sum;
    left -= share;
  }
  giveRemainders(shares, remainders, { count: Number(left), weights });
  return shares;
}

type Remainders = BigUint64Array | bigint[];

/** One more for the `count` largest remainders: all above the threshold, and of those on it the first by id. */
function giveRemainders(
  shares: bigint[],
  remainders: Remainders,
  { count, weights }: { count: number; weights: readonly Weight[] },
): void {
  if (count === 0) return;
  const threshold = nthLargest(remainders, count);
  const ties: number[] = [];
  let given = 0;
  for (let index = 0; index < shares.length; index++) {
    if (remainders[index]! > threshold) {
      shares[index]! += 1n;
      given += 1;
    } else if (remainders[index] === threshold) ties.push(index);
  }
  for (const index of firstById(ties, weights, count - given)) shares[index]! += 1n;
}

/** The remainder that stands at place `count` from the top. */
function nthLargest(remainders: Remainders, count: number): bigint {
  const sorted = remainders.slice();
  if (sorted instanceof BigUint64Array) sorted.sort();
  else sorted.sort((left, right) => (left < right ? -1 : Number(left > right)));
  return sorted[sorted.length - count]!;
}

function firstById(ties: number[], weights: readonly Weight[], count: number): number[] {
  if (count === ties.length) return ties;
  const idOf = (index: number): string => weights[index]!.id;
  if (!ties.every((index, place) => place === 0 || idOf(ties[place - 1]!) < idOf(index)))
    ties.sort((left, right) => (idOf(left) < idOf(right) ? -1 : Number(idOf(left) > idOf(right))));
  invariant(idOf(ties[count - 1]!) !== idOf(ties[count]!), 'claims have ids of their own');
  return ties.slice(0, count);
}
