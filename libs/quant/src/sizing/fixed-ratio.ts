import { invariant } from '@orbiquant/kernel';

/**
 * Fixed ratio size: one more unit each time that all units together have earned another delta each.
 *
 * Profit needed to trade N units is delta x N (N - 1) / 2, so N = floor((1 + sqrt(1 + 8 profit / delta)) / 2).
 *
 * @param profit   Closed profit since the start, quote units; below zero counts as zero.
 * @param options  `delta` per unit, quote units, > 0; `unitQuantity` bought per unit, > 0, default 1.
 * @returns        Quantity, a whole multiple of `unitQuantity`, at least one unit.
 * @throws         Invariant, when delta or the unit is not above zero or the profit is not finite.
 * @see            R. Jones, "The Trading Game: Playing by the Numbers to Make Millions", 1999, chapter 7.
 */
export function fixedRatio(
  profit: number,
  { delta, unitQuantity = 1 }: { delta: number; unitQuantity?: number },
): number {
  invariant(delta > 0 && unitQuantity > 0, 'delta and unit are above zero');
  invariant(Number.isFinite(profit), 'a profit is finite');
  const units = Math.floor((1 + Math.sqrt(1 + (8 * Math.max(profit, 0)) / delta)) / 2);
  return units * unitQuantity;
}
