import { invariant } from '@orbiquant/kernel';
import { exponentOf } from '@orbiquant/ledger';
import type { Lot, Pool } from '@orbiquant/pamm';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import type { PoolProduct } from './product-repository.ts';
import { e12Of, e12Text } from './scaled.ts';
import { termsOf } from './terms-repository.ts';

/** Whose lots are the manager's own: they pay no performance fee and receive it. */
export const HOUSE_HOLDER = 'house';

/** The lot into which the fees of a series go. */
export const feesLotIdOf = ({ poolId, series }: Pick<Pool, 'poolId' | 'series'>): string => `${poolId}:fees:${series}`;

type PoolRow = {
  series: number;
  status: Pool['status'];
  units: string;
  cash_minor: string;
  venue_minor: string;
  fee_numerator: string;
  opening_min_minor: string;
  struck_at: Date;
  price: string;
  nav_minor: string;
  strike_id: string;
};

type LotRow = {
  lot_id: string;
  holder: string;
  units: string;
  mark: string;
  marked_at: Date;
  issued_at: Date;
  terms_version: number;
  paid_in_minor: string;
};

const toLot = (row: LotRow): Lot => ({
  lotId: row.lot_id,
  holder: row.holder,
  units: e12Of(row.units),
  markE12: e12Of(row.mark),
  markedAtMs: row.marked_at.getTime(),
  issuedAtMs: row.issued_at.getTime(),
  termsVersion: row.terms_version,
  paidInMinor: BigInt(row.paid_in_minor),
});

/** A pool and the strike that it stands at. */
export type StoredPool = { pool: Pool; strikeId: string };

/**
 * The pool of a product as it stands; null before its first strike.
 * @param holders  When given, only their lots and the manager's lot for fees are read; the rest of the pool is whole.
 */
export async function loadPool(
  db: EntityManager,
  product: PoolProduct,
  holders: readonly string[] | null = null,
): Promise<StoredPool | null> {
  const [row] = (await db.query('SELECT * FROM investment.pools WHERE product_id = $1', [
    product.productId,
  ])) as PoolRow[];
  if (!row) return null;
  const terms = await termsOf(db, product);
  const pool: Pool = { ...headOf(product, row), terms, lots: [] };
  return { pool: { ...pool, lots: await lotsOf(db, pool, holders) }, strikeId: row.strike_id };
}

const headOf = ({ productId, currency }: PoolProduct, row: PoolRow): Omit<Pool, 'terms' | 'lots'> => ({
  poolId: productId,
  currency,
  exponent: exponentOf(currency),
  managerId: HOUSE_HOLDER,
  series: row.series,
  status: row.status,
  units: e12Of(row.units),
  cashMinor: BigInt(row.cash_minor),
  venueMinor: BigInt(row.venue_minor),
  feeNumerator: BigInt(row.fee_numerator),
  openingMinMinor: BigInt(row.opening_min_minor),
  struckAtMs: row.struck_at.getTime(),
  priceE12: e12Of(row.price),
  navMinor: BigInt(row.nav_minor),
});

async function lotsOf(db: EntityManager, pool: Pool, holders: readonly string[] | null): Promise<Lot[]> {
  const rows = (await (holders === null
    ? db.query(`${LOTS} ORDER BY issue_number`, [pool.poolId, pool.series])
    : db.query(`${LOTS} AND (holder = ANY ($3) OR lot_id = $4) ORDER BY issue_number`, [
        pool.poolId,
        pool.series,
        holders,
        feesLotIdOf(pool),
      ]))) as LotRow[];
  return rows.map(toLot);
}

const LOTS = 'SELECT * FROM investment.lots WHERE product_id = $1 AND series = $2 AND units > 0';

/** Writes down how a pool stands; its lots follow from their moves. */
export async function savePool(tx: EntityManager, pool: Pool, strikeId: string): Promise<void> {
  inTransaction(tx);
  invariant(pool.struckAtMs !== null, 'a pool is kept from its first strike on');
  await tx.query(
    `INSERT INTO investment.pools (product_id, series, status, units, cash_minor, venue_minor, fee_numerator, opening_min_minor, struck_at, price, nav_minor, strike_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (product_id) DO UPDATE SET series = excluded.series, status = excluded.status, units = excluded.units, cash_minor = excluded.cash_minor,
       venue_minor = excluded.venue_minor, fee_numerator = excluded.fee_numerator, struck_at = excluded.struck_at, price = excluded.price,
       nav_minor = excluded.nav_minor, strike_id = excluded.strike_id`,
    [
      pool.poolId,
      pool.series,
      pool.status,
      e12Text(pool.units),
      pool.cashMinor.toString(),
      pool.venueMinor.toString(),
      pool.feeNumerator.toString(),
      pool.openingMinMinor.toString(),
      new Date(pool.struckAtMs),
      e12Text(pool.priceE12),
      pool.navMinor.toString(),
      strikeId,
    ],
  );
}
