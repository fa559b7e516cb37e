import { Decimal } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';

/** A wish to put money in, as it stands. Minor units of the product's currency. */
export type SubscriptionRow = {
  subscriptionId: string;
  productId: string;
  userId: string;
  currency: string;
  cashMinor: bigint;
  status: 'queued' | 'executed' | 'refunded';
  requestedAtMs: number;
  strikeId: string | null;
  units: Decimal | null;
  navPerUnit: Decimal | null;
};

/** How a queued subscription was dealt. */
export type Dealt = { subscriptionId: string; strikeId: string; units: Decimal; navPerUnit: Decimal };

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
});

const SELECT = 'SELECT s.*, p.currency FROM investment.subscriptions s JOIN investment.products p USING (product_id)';

/** Puts a subscription in the queue. */
export async function addSubscription(
  tx: EntityManager,
  wish: Pick<SubscriptionRow, 'subscriptionId' | 'productId' | 'userId' | 'cashMinor' | 'requestedAtMs'>,
): Promise<void> {
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

/** Who waits for the next strike of a product: the cut-off is the moment of asking. */
export async function queuedIds(db: EntityManager, productId: string): Promise<string[]> {
  const rows = (await db.query(
    `SELECT subscription_id FROM investment.subscriptions WHERE product_id = $1 AND status = 'queued' ORDER BY subscription_id`,
    [productId],
  )) as Array<{ subscription_id: string }>;
  return rows.map(({ subscription_id }) => subscription_id);
}

/** Locks those of `ids` that still wait. */
export async function lockQueued(tx: EntityManager, ids: readonly string[]): Promise<SubscriptionRow[]> {
  const rows = (await tx.query(
    `${SELECT} WHERE s.subscription_id = ANY ($1) AND s.status = 'queued' ORDER BY s.subscription_id FOR UPDATE OF s`,
    [ids],
  )) as Row[];
  return rows.map(toSubscription);
}

/** Marks a subscription as dealt at a strike. */
export async function markExecuted(
  tx: EntityManager,
  { subscriptionId, strikeId, units, navPerUnit }: Dealt,
): Promise<void> {
  await tx.query(
    `UPDATE investment.subscriptions SET status = 'executed', strike_id = $2, units = $3, nav_per_unit = $4
      WHERE subscription_id = $1 AND status = 'queued'`,
    [subscriptionId, strikeId, units.toFixed(), navPerUnit.toFixed()],
  );
}
