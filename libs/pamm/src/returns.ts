import { invariant } from '@orbiquant/kernel';

/** An exact ratio, 1 = unchanged. `denominator` > 0. */
export type Growth = { numerator: bigint; denominator: bigint };
/** A stretch without flows: what was there after the flows at its start, and before the flows at its end. Minor units, >= 0. */
export type FlowFreeStep = { openingMinor: bigint; closingMinor: bigint };

const ONE_E12 = 1_000_000_000_000n;

/** What a stretch without flows made of its money; null when there was none, because nothing has no return. */
export function growthOf({ openingMinor, closingMinor }: FlowFreeStep): Growth | null {
  invariant(openingMinor >= 0n && closingMinor >= 0n, 'balances are not negative');
  return openingMinor === 0n ? null : { numerator: closingMinor, denominator: openingMinor };
}

/**
 * The growth of money that stayed throughout: stretches multiplied, never percentages added, so that deposits and
 * withdrawals between them count neither as profit nor as loss.
 * @see CFA Institute, GIPS standards 2020, provision 2.A.21: time-weighted rates of return, linked geometrically.
 */
export function linkGrowth(steps: Iterable<FlowFreeStep>): Growth {
  let [numerator, denominator] = [1n, 1n];
  for (const step of steps) {
    const growth = growthOf(step);
    if (!growth) continue;
    numerator *= growth.numerator;
    denominator *= growth.denominator;
  }
  return { numerator, denominator };
}

/** A growth as a return in steps of 10^-12, rounded down: 10_000_000_000 = 1 %. For showing; link the growths instead. */
export function returnE12({ numerator, denominator }: Growth): bigint {
  const scaled = (numerator - denominator) * ONE_E12;
  const quotient = scaled / denominator;
  return quotient * denominator > scaled ? quotient - 1n : quotient;
}
