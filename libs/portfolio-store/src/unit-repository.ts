import { Decimal, newId } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';

/** Units issued at a strike; without a user they are the operator's own stake. */
export type UnitLot = {
  productId: string;
  userId: string | null;
  strikeId: string;
  units: Decimal;
  navPerUnit: Decimal;
  cashMinor: bigint;
};

/** Writes down an issue of units. */
export async function addLot(tx: EntityManager, lot: UnitLot): Promise<void> {
  await tx.query(
    'INSERT INTO investment.unit_lots (lot_id, product_id, user_id, strike_id, units, nav_per_unit, cash_minor) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [
      newId(),
      lot.productId,
      lot.userId,
      lot.strikeId,
      lot.units.toFixed(),
      lot.navPerUnit.toFixed(),
      lot.cashMinor.toString(),
    ],
  );
}

/** What one person holds of one product. Minor units. */
export type HeldUnits = { productId: string; units: Decimal; paidInMinor: bigint; queuedMinor: bigint };

type Row = { product_id: string; units: string; paid_in: string; queued: string };

/** A person's own units and queued money, by product; products without either are left out. */
export async function unitsHeldBy(db: EntityManager, userId: string): Promise<HeldUnits[]> {
  const rows = (await db.query(
    `SELECT product_id, sum(units)::text AS units, sum(paid_in)::text AS paid_in, sum(queued)::text AS queued FROM (
       SELECT product_id, units, cash_minor AS paid_in, 0::numeric AS queued FROM investment.unit_lots WHERE user_id = $1
       UNION ALL
       SELECT product_id, 0, 0, cash_minor FROM investment.subscriptions WHERE user_id = $1 AND status = 'queued') AS parts
      GROUP BY product_id ORDER BY product_id`,
    [userId],
  )) as Row[];
  return rows.map((row) => ({
    productId: row.product_id,
    units: new Decimal(row.units),
    paidInMinor: BigInt(row.paid_in),
    queuedMinor: BigInt(row.queued),
  }));
}

/** Those who hold units of a product: whom a strike concerns. */
export async function holdersOf(db: EntityManager, productId: string): Promise<string[]> {
  const rows = (await db.query(
    'SELECT DISTINCT user_id FROM investment.unit_lots WHERE product_id = $1 AND user_id IS NOT NULL',
    [productId],
  )) as Array<{ user_id: string }>;
  return rows.map(({ user_id }) => user_id);
}
