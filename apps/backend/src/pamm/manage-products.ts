import type { NewProduct, ProductStatus, TermsOffer } from '@orbiquant/contracts';
import { AppError, newId } from '@orbiquant/kernel';
import { CURRENCY_EXPONENTS } from '@orbiquant/ledger';
import {
  addProduct,
  addTerms,
  loadPool,
  lockProduct,
  setProductStatus,
  termsOf,
  type PoolProduct,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { nextVersion, termsFrom } from './terms.ts';

const SHARE_PLACES = 6;

/**
 * Makes a product with its first terms.
 * @throws AppError invalid-input, conflict (the name is taken, or the agent's account is given to others).
 */
export async function makeProduct(tx: EntityManager, wish: NewProduct, nowMs: number): Promise<PoolProduct> {
  checkNew(wish);
  const { name, agentId, currency, riskClass, venueShare } = wish;
  const product: PoolProduct = {
    productId: newId(),
    name,
    agentId,
    currency,
    riskClass,
    venueShare,
    status: 'open',
    createdAtMs: nowMs,
  };
  const isNew = await addProduct(tx, product, termsFrom(wish.terms, 'open')).catch(rethrowShared);
  if (!isNew) throw new AppError('conflict', 'A product of this name exists');
  return product;
}

function checkNew({ currency, venueShare }: NewProduct): void {
  const errors = [];
  if (CURRENCY_EXPONENTS[currency] === undefined)
    errors.push({ path: 'currency', code: 'unknown', message: 'the books do not keep this currency' });
  if (venueShare.isNegative() || venueShare.greaterThan(1) || venueShare.decimalPlaces() > SHARE_PLACES)
    errors.push({ path: 'venueShare', code: 'out-of-range', message: 'from 0 to 1, with at most 6 decimal places' });
  if (errors.length > 0) throw new AppError('invalid-input', 'Such a product cannot be made', { errors });
}

function rethrowShared(error: unknown): never {
  if ((error as { constraint?: string }).constraint !== 'venue_account_is_shared_once') throw error;
  throw new AppError('conflict', "The agent's account is given to other products", {
    errors: [
      { path: 'venueShare', code: 'account-shared', message: 'the products of an agent share at most all of it' },
    ],
  });
}

/** Announces new terms; who is in keeps the old ones until they take effect. */
export async function announceTerms(
  tx: EntityManager,
  productId: string,
  { offer, nowMs }: { offer: TermsOffer; nowMs: number },
): Promise<PoolProduct> {
  const product = await lockProduct(tx, productId);
  const history = await termsOf(tx, product);
  const next = termsFrom(offer, product.status === 'open' ? 'open' : 'closed');
  await addTerms(tx, productId, nextVersion(history, next, nowMs));
  return product;
}

/** Opens, closes or freezes a product. @throws AppError conflict, when a total loss has ended its pool. */
export async function changeStatus(tx: EntityManager, productId: string, status: ProductStatus): Promise<PoolProduct> {
  const product = await lockProduct(tx, productId);
  const stored = await loadPool(tx, product, []);
  if (status === 'open' && stored?.pool.status === 'closed')
    throw new AppError('conflict', 'A total loss has ended this pool');
  await setProductStatus(tx, productId, status);
  return { ...product, status };
}
