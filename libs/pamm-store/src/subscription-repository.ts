import { Decimal } from '@orbiquant/kernel';
import type { SubscribeRequest } from '@orbiquant/pamm';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { decimalOfE12 } from './scaled.ts';

/** A wish to put money in, as it stands. Minor units of the product's currency. */
export type SubscriptionRow = {
  subscriptionId: string;
  productId: string;
  userId: string;
  currency: string;
  cashMinor: bigint;
  status: 'queued' | 'executed' | 'refunded' | 'canceled';
  requestedAtMs: number;
  strikeId: string | null;
  units: Decimal | null;
  navPerUnit: Decimal | null;
  /** What it waited for at the last strike, when it was not dealt there. */
  waitsFor: string | null;
  /** Why the money went back. */
  endReason: string | null;
};

type Row = {
  subscription_id: string;
  product_id: string;
  user_id: string;
  currency: string;
  cash_minor: string;
  status: SubscriptionRow['status'];
  requested_at: Date;
  strike_id: string | null;
  units: string | null;
  nav_per_unit: string | null;
  waits_for: string | null;
  end_reason: string | null;
};

const decimalOrNull = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));

const toSubscription = (row: Row): SubscriptionRow => ({
  subscriptionId: row.subscription_id,
  productId: row.product_id,
  userId: row.user_id,
  currency: row.currency,
  cashMinor: BigInt(row.cash_minor),
  status: row.status,
  requestedAtMs: row.requested_at.getTime(),
  strikeId: row.strike_id,
  units: decimalOrNull(row.units),
  navPerUnit: decimalOrNull(row.nav_per_unit),
  waitsFor: row.waits_for,
  endReason: row.end_reason,
});

const SELECT = 'SELECT s.*, p.currency FROM investment.subscriptions s JOIN investment.products p USING (product_id)';

/** Puts a subscription in the queue. */
export async function addSubscription(
  tx: EntityManager,
  wish: Pick<SubscriptionRow, 'subscriptionId' | 'productId' | 'userId' | 'cashMinor' | 'requestedAtMs'>,
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO investment.subscriptions (subscription_id, product_id, user_id, cash_minor, status, requested_at)
     VALUES ($1, $2, $3, $4, 'queued', $5)`,
    [wish.subscriptionId, wish.productId, wish.userId, wish.cashMinor.toString(), new Date(wish.requestedAtMs)],
  );
}

/** A person's own subscriptions, newest first. */
export async function subscriptionsOf(db: EntityManager, userId: string, limit = 500): Promise<SubscriptionRow[]> {
  const rows = (await db.query(
    `${SELECT} WHERE s.user_id = $1 ORDER BY s.requested_at DESC, s.subscription_id DESC LIMIT $2`,
    [userId, limit],
  )) as Row[];
  return rows.map(toSubscription);
}

/** A person's own subscription, held until the transaction ends; null when that person has no such. */
export async function lockSubscription(
  tx: EntityManager,
  { subscriptionId, userId }: { subscriptionId: string; userId: string },
): Promise<SubscriptionRow | null> {
  inTransaction(tx);
  const rows = (await tx.query(`${SELECT} WHERE s.subscription_id = $1 AND s.user_id = $2 FOR UPDATE OF s`, [
    subscriptionId,
    userId,
  ])) as Row[];
  return rows.map(toSubscription)[0] ?? null;
}

/** Who waits for the next strike of a product with money. */
export async function queuedSubscriptionIds(db: EntityManager, productId: string): Promise<string[]> {
  const rows = (await db.query(
    `SELECT subscription_id FROM investment.subscriptions WHERE product_id = $1 AND status = 'queued'`,
    [productId],
  )) as Array<{ subscription_id: string }>;
  return rows.map(({ subscription_id }) => subscription_id);
}

/** Locks those of `ids` that still wait, as requests of the pool. */
export async function lockQueuedSubscriptions(tx: EntityManager, ids: readonly string[]): Promise<SubscribeRequest[]> {
  inTransaction(tx);
  if (ids.length === 0) return [];
  const rows = (await tx.query(
    `${SELECT} WHERE s.subscription_id = ANY ($1) AND s.status = 'queued' ORDER BY s.subscription_id FOR UPDATE OF s`,
    [ids],
  )) as Row[];
  return rows.map(toSubscription).map(({ subscriptionId, userId, requestedAtMs, cashMinor }) => ({
    kind: 'subscribe',
    requestId: subscriptionId,
    holder: userId,
    requestedAtMs,
    cashMinor,
  }));
}

/** A subscription that was dealt: units in steps of 10^-12 at a price of the same. */
export type ExecutedSubscription = { requestId: string; units: bigint; priceE12: bigint };

/** Marks a subscription as dealt at a strike. */
export async function markExecuted(
  tx: EntityManager,
  strikeId: string,
  { requestId, units, priceE12 }: ExecutedSubscription,
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `UPDATE investment.subscriptions SET status = 'executed', strike_id = $2, units = $3, nav_per_unit = $4, waits_for = NULL
      WHERE subscription_id = $1 AND status = 'queued'`,
    [requestId, strikeId, decimalOfE12(units).toFixed(), decimalOfE12(priceE12).toFixed()],
  );
}

/** Ends a subscription whose money has gone back. */
export async function endSubscription(
  tx: EntityManager,
  subscriptionId: string,
  { status, reason }: { status: 'refunded' | 'canceled'; reason: string },
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `UPDATE investment.subscriptions SET status = $2, end_reason = $3, waits_for = NULL WHERE subscription_id = $1 AND status = 'queued'`,
    [subscriptionId, status, reason],
  );
}

/** Notes why a subscription was not dealt and stays in the queue. */
export async function noteSubscriptionWaits(
  tx: EntityManager,
  subscriptionId: string,
  waitsFor: string,
): Promise<void> {
  inTransaction(tx);
  await tx.query('UPDATE investment.subscriptions SET waits_for = $2 WHERE subscription_id = $1', [
    subscriptionId,
    waitsFor,
  ]);
}

/** Money of one person that waits for a strike, by product. */
export async function queuedMinorOf(db: EntityManager, userId: string): Promise<Map<string, bigint>> {
  const rows = (await db.query(
    `SELECT product_id, sum(cash_minor)::text AS minor FROM investment.subscriptions WHERE user_id = $1 AND status = 'queued' GROUP BY 1`,
    [userId],
  )) as Array<{ product_id: string; minor: string }>;
  return new Map(rows.map(({ product_id, minor }) => [product_id, BigInt(minor)]));
}
