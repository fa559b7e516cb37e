import { AppError } from '@orbiquant/kernel';
import { exponentOf, floorToMinor } from '@orbiquant/ledger';
import { openPool, type Pool } from '@orbiquant/pamm';
import { HOUSE_HOLDER, latestStrikes, loadPool, termsOf, type PoolProduct } from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { checkBooks } from './check-books.ts';
import type { Instant } from './pool-time.ts';
import type { Reconciled } from './reconciled-statement.ts';

/** A pool as it stood before a strike; `openingMinor` is the operator's stake when it is the first. */
export type Standing = { pool: Pool; number: number; openingMinor: bigint | null };

/** Who is struck on what, and when. */
export type Comparing = { product: PoolProduct; reconciled: Reconciled; now: Instant };

/**
 * The pool that a strike begins with: as it was left, with books that say the same, or new with the operator's stake.
 * @throws AppError conflict, when the books differ or the statement is older than that of the last strike.
 */
export async function standingBefore(tx: EntityManager, comparing: Comparing): Promise<Standing> {
  const { product, reconciled } = comparing;
  const [previous] = await latestStrikes(tx, product.productId, 1);
  const stored = await loadPool(tx, product);
  if (!stored || !previous) return opening(tx, comparing);
  await checkBooks(tx, product, stored.pool);
  if (reconciled.statement.atMs < previous.atMs)
    throw new AppError('conflict', 'No NAV was struck: a newer one exists', { retryable: true });
  return { pool: stored.pool, number: previous.number + 1, openingMinor: null };
}

async function opening(tx: EntityManager, { product, reconciled, now: { poolMs } }: Comparing): Promise<Standing> {
  const exponent = exponentOf(product.currency);
  const stakeMinor = floorToMinor(reconciled.startedEquity.times(product.venueShare), exponent);
  const terms = await termsOf(tx, product);
  const pool = openPool({
    poolId: product.productId,
    currency: product.currency,
    exponent,
    managerId: HOUSE_HOLDER,
    terms: terms[0]!,
    // a product that was made before its market was heard has no date of its own
    openedAtMs: product.createdAtMs === 0 ? poolMs : Math.min(product.createdAtMs, poolMs),
    stakeMinor,
  });
  return { pool: { ...pool, terms }, number: 1, openingMinor: stakeMinor };
}
