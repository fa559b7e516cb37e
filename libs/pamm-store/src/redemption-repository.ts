import type { Dealt, RedeemRequest } from '@orbiquant/pamm';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { e12Of, e12Text } from './scaled.ts';

/** What a redemption got at one strike. Units and price in steps of 10^-12. */
export type RedemptionDeal = {
  strikeId: string;
  units: bigint;
  feeUnits: bigint;
  cashMinor: bigint;
  priceE12: bigint;
  paidTo: 'wallet' | 'unclaimed';
};

/** A wish to take money out, as it stands. `quantity`: steps of 10^-12 units, or minor units; 0 for all. */
export type RedemptionRow = {
  redemptionId: string;
  productId: string;
  userId: string;
  currency: string;
  ask: RedeemRequest['ask'];
  quantity: bigint;
  quantityLeft: bigint;
  status: 'queued' | 'executed' | 'refused' | 'canceled';
  requestedAtMs: number;
  waitsFor: string | null;
  endReason: string | null;
  deals: readonly RedemptionDeal[];
};

type DealJson = {
  strike_id: string;
  units: string;
  fee_units: string;
  cash_minor: string;
  price: string;
  paid_to: RedemptionDeal['paidTo'];
};
type Row = {
  redemption_id: string;
  product_id: string;
  user_id: string;
  currency: string;
  ask: RedeemRequest['ask'];
  quantity: string;
  quantity_left: string;
  status: RedemptionRow['status'];
  requested_at: Date;
  waits_for: string | null;
  end_reason: string | null;
  deals: DealJson[] | null;
};

const toRedemption = (row: Row): RedemptionRow => ({
  redemptionId: row.redemption_id,
  productId: row.product_id,
  userId: row.user_id,
  currency: row.currency,
  ask: row.ask,
  quantity: quantityOf(row.ask, row.quantity),
  quantityLeft: quantityOf(row.ask, row.quantity_left),
  status: row.status,
  requestedAtMs: row.requested_at.getTime(),
  waitsFor: row.waits_for,
  endReason: row.end_reason,
  deals: (row.deals ?? []).map(toDeal),
});

const toDeal = (deal: DealJson): RedemptionDeal => ({
  strikeId: deal.strike_id,
  units: e12Of(deal.units),
  feeUnits: e12Of(deal.fee_units),
  cashMinor: BigInt(deal.cash_minor),
  priceE12: e12Of(deal.price),
  paidTo: deal.paid_to,
});

/** Units are kept in the column as units, money as whole minor units. */
const quantityOf = (ask: RedeemRequest['ask'], text: string): bigint =>
  ask === 'units' ? e12Of(text) : BigInt(text.split('.')[0] ?? '0');
const quantityText = (ask: RedeemRequest['ask'], quantity: bigint): string =>
  ask === 'units' ? e12Text(quantity) : quantity.toString();

const SELECT = `
  SELECT r.*, p.currency, (
    SELECT json_agg(json_build_object('strike_id', d.strike_id, 'units', d.units::text, 'fee_units', d.fee_units::text, 'cash_minor', d.cash_minor::text,
                                      'price', d.price::text, 'paid_to', d.paid_to) ORDER BY s.number)
      FROM investment.redemption_deals d JOIN investment.strikes s USING (strike_id) WHERE d.redemption_id = r.redemption_id) AS deals
    FROM investment.redemptions r JOIN investment.products p USING (product_id)`;

/** Puts a redemption in the queue. */
export async function addRedemption(
  tx: EntityManager,
  wish: Pick<RedemptionRow, 'redemptionId' | 'productId' | 'userId' | 'ask' | 'quantity' | 'requestedAtMs'>,
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO investment.redemptions (redemption_id, product_id, user_id, ask, quantity, quantity_left, status, requested_at)
     VALUES ($1, $2, $3, $4, $5, $5, 'queued', $6)`,
    [
      wish.redemptionId,
      wish.productId,
      wish.userId,
      wish.ask,
      quantityText(wish.ask, wish.quantity),
      new Date(wish.requestedAtMs),
    ],
  );
}

/** A person's own redemptions, newest first. */
export async function redemptionsOf(db: EntityManager, userId: string, limit = 500): Promise<RedemptionRow[]> {
  const rows = (await db.query(
    `${SELECT} WHERE r.user_id = $1 ORDER BY r.requested_at DESC, r.redemption_id DESC LIMIT $2`,
    [userId, limit],
  )) as Row[];
  return rows.map(toRedemption);
}

/** A person's own redemption, held until the transaction ends; null when that person has no such. */
export async function lockRedemption(
  tx: EntityManager,
  { redemptionId, userId }: { redemptionId: string; userId: string },
): Promise<RedemptionRow | null> {
  inTransaction(tx);
  const rows = (await tx.query(`${SELECT} WHERE r.redemption_id = $1 AND r.user_id = $2 FOR UPDATE OF r`, [
    redemptionId,
    userId,
  ])) as Row[];
  return rows.map(toRedemption)[0] ?? null;
}

/** Who waits for the next strike of a product to get money out. */
export async function queuedRedemptionIds(db: EntityManager, productId: string): Promise<string[]> {
  const rows = (await db.query(
    `SELECT redemption_id FROM investment.redemptions WHERE product_id = $1 AND status = 'queued'`,
    [productId],
  )) as Array<{ redemption_id: string }>;
  return rows.map(({ redemption_id }) => redemption_id);
}

/** Locks those of `ids` that still wait, as requests of the pool for what is left of them. */
export async function lockQueuedRedemptions(tx: EntityManager, ids: readonly string[]): Promise<RedeemRequest[]> {
  inTransaction(tx);
  if (ids.length === 0) return [];
  const rows = (await tx.query(
    `${SELECT} WHERE r.redemption_id = ANY ($1) AND r.status = 'queued' ORDER BY r.redemption_id FOR UPDATE OF r`,
    [ids],
  )) as Row[];
  return rows.map(toRedemption).map(({ redemptionId, userId, requestedAtMs, ask, quantityLeft }) => ({
    kind: 'redeem',
    requestId: redemptionId,
    holder: userId,
    requestedAtMs,
    ask,
    quantity: quantityLeft,
  }));
}

/** Writes down what a redemption got at a strike. */
export async function addRedemptionDeal(tx: EntityManager, strikeId: string, deal: Dealt): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO investment.redemption_deals (redemption_id, strike_id, units, fee_units, cash_minor, price, paid_to) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      deal.requestId,
      strikeId,
      e12Text(deal.units),
      e12Text(deal.feeUnits),
      deal.cashMinor.toString(),
      e12Text(deal.priceE12),
      deal.payTo,
    ],
  );
}

/** Ends a redemption: dealt as far as it goes, refused, or taken back. */
export async function endRedemption(
  tx: EntityManager,
  redemptionId: string,
  { status, reason }: { status: 'executed' | 'refused' | 'canceled'; reason: string | null },
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `UPDATE investment.redemptions SET status = $2, end_reason = $3, waits_for = NULL, quantity_left = CASE WHEN $2 = 'executed' THEN 0 ELSE quantity_left END
      WHERE redemption_id = $1 AND status = 'queued'`,
    [redemptionId, status, reason],
  );
}

/** Keeps in the queue what is left of a redemption, with the reason. */
export async function keepRedemption(tx: EntityManager, rest: RedeemRequest, waitsFor: string): Promise<void> {
  inTransaction(tx);
  await tx.query('UPDATE investment.redemptions SET quantity_left = $2, waits_for = $3 WHERE redemption_id = $1', [
    rest.requestId,
    quantityText(rest.ask, rest.ask === 'all' ? 0n : rest.quantity),
    waitsFor,
  ]);
}
