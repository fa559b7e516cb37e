import { AppError } from '@orbiquant/kernel';
import { move, pendingOf, walletOf } from '@orbiquant/ledger';
import { post } from '@orbiquant/ledger-store';
import {
  cutOffUntil,
  endRedemption,
  endSubscription,
  lockRedemption,
  lockSubscription,
  type RedemptionRow,
  type SubscriptionRow,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { tellBalanceChanged } from './balance-changed.ts';
import { productOr404 } from './product-or-404.ts';

/** Whose wish is taken back, and when. */
export type Canceling = { userId: string; nowMs: number };

/**
 * Takes a subscription back before its cut-off: the money is in the wallet again. Once canceled it stays so, however often
 * it is asked for.
 * @throws AppError not-found, conflict (dealt, or a strike is under way).
 */
export async function cancelSubscription(
  tx: EntityManager,
  subscriptionId: string,
  { userId, nowMs }: Canceling,
): Promise<SubscriptionRow> {
  const row = await lockSubscription(tx, { subscriptionId, userId });
  if (!row) throw new AppError('not-found', 'There is no such subscription');
  if (row.status === 'canceled') return row;
  await checkQueued(tx, row, nowMs);
  await endSubscription(tx, subscriptionId, { status: 'canceled', reason: 'canceled' });
  const back = move({
    key: `subscription-cancelled:${subscriptionId}`,
    reason: 'subscription-cancelled',
    memo: (await productOr404(tx, row.productId)).name,
    from: pendingOf(row.productId),
    to: walletOf(userId),
    currency: row.currency,
    minor: row.cashMinor,
  });
  if (!(await post(tx, [back], nowMs)).ok) throw new AppError('conflict', 'The books do not hold this money');
  await tellBalanceChanged(tx, [userId]);
  return { ...row, status: 'canceled', endReason: 'canceled', waitsFor: null };
}

/**
 * Takes a redemption back before its cut-off; what was dealt of it stays dealt.
 * @throws AppError not-found, conflict (dealt, or a strike is under way).
 */
export async function cancelRedemption(
  tx: EntityManager,
  redemptionId: string,
  { userId, nowMs }: Canceling,
): Promise<RedemptionRow> {
  const row = await lockRedemption(tx, { redemptionId, userId });
  if (!row) throw new AppError('not-found', 'There is no such redemption');
  if (row.status === 'canceled') return row;
  await checkQueued(tx, row, nowMs);
  await endRedemption(tx, redemptionId, { status: 'canceled', reason: 'canceled' });
  await tellBalanceChanged(tx, [userId]);
  return { ...row, status: 'canceled', endReason: 'canceled', waitsFor: null };
}

/** Between the cut-off and the strike nobody may look at the market and change one's mind. */
async function checkQueued(
  tx: EntityManager,
  { status, productId }: { status: string; productId: string },
  nowMs: number,
): Promise<void> {
  if (status !== 'queued') throw new AppError('conflict', 'It is too late: this was dealt or has ended');
  const untilMs = await cutOffUntil(tx, productId);
  if (untilMs !== null && untilMs > nowMs)
    throw new AppError('conflict', 'It is too late: a strike is under way', { retryable: true, retryAfterSec: 1 });
}
