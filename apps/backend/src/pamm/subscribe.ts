import { AppError, newId } from '@orbiquant/kernel';
import { move, pendingOf, walletOf } from '@orbiquant/ledger';
import { balanceOf, post } from '@orbiquant/ledger-store';
import { termsOffered } from '@orbiquant/pamm';
import {
  addSubscription,
  findProduct,
  loadPool,
  standingsOf,
  termsOf,
  type PoolProduct,
  type SubscriptionRow,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { tellBalanceChanged } from './balance-changed.ts';
import { askedAtMs, type Instant } from './pool-time.ts';

/** A wish to put money into a product. Minor units of its currency. */
export type SubscriptionWish = { userId: string; productId: string; cashMinor: bigint };

/**
 * Takes the money out of the wallet and puts the wish in the queue, in one transaction; it is dealt at the next strike.
 * @throws AppError not-found, unprocessable (below the minimum), conflict (closed, or not enough money).
 */
export async function queueSubscription(
  tx: EntityManager,
  wish: SubscriptionWish,
  { poolMs, wallMs }: Instant,
): Promise<SubscriptionRow> {
  const product = await openProduct(tx, wish, poolMs);
  const subscriptionId = newId();
  const { userId, productId, cashMinor } = wish;
  const stored = await loadPool(tx, product, []);
  const requestedAtMs = askedAtMs(stored?.pool ?? null, poolMs);
  await takeFromWallet(tx, { subscriptionId, wish, product, wallMs });
  await addSubscription(tx, { subscriptionId, productId, userId, cashMinor, requestedAtMs });
  await tellBalanceChanged(tx, [userId]);
  return {
    subscriptionId,
    productId,
    userId,
    currency: product.currency,
    cashMinor,
    status: 'queued',
    requestedAtMs,
    strikeId: null,
    units: null,
    navPerUnit: null,
    waitsFor: null,
    endReason: null,
  };
}

async function openProduct(
  tx: EntityManager,
  { userId, productId, cashMinor }: SubscriptionWish,
  nowMs: number,
): Promise<PoolProduct> {
  const product = await findProduct(tx, productId);
  if (!product) throw new AppError('not-found', 'There is no such product');
  if (product.status !== 'open') throw new AppError('conflict', 'This product takes no money now');
  const { investmentMinMinor } = termsOffered(await termsOf(tx, product), nowMs);
  if (cashMinor < investmentMinMinor || cashMinor <= 0n)
    throw new AppError('unprocessable', 'This is less than the least that can be invested', {
      errors: [{ path: 'cashMinor', code: 'below-minimum', message: `at least ${investmentMinMinor} minor units` }],
    });
  await checkInOrder(tx, userId);
  return product;
}

/** @throws AppError conflict, when an account is frozen or deleted. */
export async function checkInOrder(tx: EntityManager, userId: string): Promise<void> {
  const standing = (await standingsOf(tx, [userId])).get(userId);
  if (standing)
    throw new AppError('conflict', 'This account cannot move money now', {
      errors: [{ path: 'account', code: `account-${standing}`, message: `the account is ${standing}` }],
    });
}

type Taking = { subscriptionId: string; wish: SubscriptionWish; product: PoolProduct; wallMs: number };

async function takeFromWallet(tx: EntityManager, { subscriptionId, wish, product, wallMs }: Taking): Promise<void> {
  const from = walletOf(wish.userId);
  const { currency } = product;
  const enough = wish.cashMinor <= (await balanceOf(tx, from, currency));
  const posted =
    enough &&
    (await post(
      tx,
      [
        move({
          key: `subscription-request:${subscriptionId}`,
          reason: 'subscription-request',
          memo: product.name,
          from,
          to: pendingOf(product.productId),
          currency,
          minor: wish.cashMinor,
        }),
      ],
      wallMs,
    ));
  if (!posted || !posted.ok)
    throw new AppError('conflict', 'There is not enough money in the wallet', {
      errors: [{ path: 'cashMinor', code: 'insufficient-funds', message: 'more than the wallet holds' }],
    });
}
