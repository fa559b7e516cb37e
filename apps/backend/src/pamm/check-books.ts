import { AppError } from '@orbiquant/kernel';
import { capitalOf, feesAccruedOf } from '@orbiquant/ledger';
import { balanceOf } from '@orbiquant/ledger-store';
import { accruedManagementFeeMinor, type Pool } from '@orbiquant/pamm';
import type { PoolProduct } from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';

/**
 * Holds the books to the pool: what they owe to its holders is its NAV, what they owe to its manager is the fee accrued.
 * @throws AppError conflict, when they say something else: then nothing of this pool moves until somebody has looked.
 */
export async function checkBooks(tx: EntityManager, { productId, currency }: PoolProduct, pool: Pool): Promise<void> {
  const capitalMinor = await balanceOf(tx, capitalOf(productId), currency);
  const feesMinor = await balanceOf(tx, feesAccruedOf(productId), currency);
  if (capitalMinor !== pool.navMinor || feesMinor !== accruedManagementFeeMinor(pool))
    throw new AppError('conflict', 'No NAV was struck: the books and the pool differ', {
      errors: [
        {
          path: 'books',
          code: 'books-differ',
          message: `the books owe ${capitalMinor} and ${feesMinor}, the pool ${pool.navMinor} and ${accruedManagementFeeMinor(pool)}`,
        },
      ],
    });
}
