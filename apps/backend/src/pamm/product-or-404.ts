import { AppError } from '@orbiquant/kernel';
import { findProduct, type PoolProduct } from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';

/** A product. @throws AppError not-found. */
export async function productOr404(db: EntityManager, productId: string): Promise<PoolProduct> {
  const product = await findProduct(db, productId);
  if (!product) throw new AppError('not-found', 'There is no such product');
  return product;
}
