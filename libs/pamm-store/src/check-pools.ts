import { exponentOf } from '@orbiquant/ledger';
import type { DataSource, EntityManager } from '@orbiquant/platform-db';
import { checkBooks } from './check-books.ts';
import { checkStrikes } from './check-strikes.ts';
import { listProducts } from './product-repository.ts';

/** A row of the pools that is not what was written. */
export type AlteredPoolRow = { table: string; row: string; what: string };

/** What recomputing the pools from their moves has found. Sums by currency in minor units. */
export type PoolCheck = {
  products: number;
  lots: number;
  lotMoves: number;
  strikes: number;
  movements: number;
  distributions: number;
  capital: Array<{ currency: string; exponent: number; minor: bigint }>;
  /** All that were found: strikes by age, then lots, then what the books say. */
  altered: AlteredPoolRow[];
};

const COUNTS = `
  SELECT (SELECT count(*)::integer FROM investment.products) AS products, (SELECT count(*)::integer FROM investment.lots) AS lots,
         (SELECT count(*)::integer FROM investment.lot_moves) AS "lotMoves", (SELECT count(*)::integer FROM investment.strikes) AS strikes,
         (SELECT count(*)::integer FROM investment.strike_movements) AS movements, (SELECT count(*)::integer FROM investment.distributions) AS distributions`;

/**
 * Recomputes the pools on one snapshot of the database: lots from their moves, strikes from their seals, the roots that
 * were published from the balances, every movement against the ledger, what the books owe against the NAV.
 */
export async function checkPools(db: DataSource): Promise<PoolCheck> {
  return db.transaction('REPEATABLE READ', async (tx) => {
    const [counts] = (await tx.query(COUNTS)) as Array<Omit<PoolCheck, 'capital' | 'altered'>>;
    const altered: AlteredPoolRow[] = [];
    for (const product of await listProducts(tx)) altered.push(...(await checkStrikes(tx, product.productId)));
    altered.push(...(await checkLots(tx)), ...(await checkBooks(tx)));
    return { ...counts!, capital: await capitalOfAll(tx), altered };
  });
}

async function capitalOfAll(tx: EntityManager): Promise<PoolCheck['capital']> {
  const rows = (await tx.query(
    `SELECT p.currency, sum(nav_minor)::text AS minor FROM investment.pools JOIN investment.products p USING (product_id) GROUP BY 1 ORDER BY 1`,
  )) as Array<{ currency: string; minor: string }>;
  return rows.map(({ currency, minor }) => ({ currency, exponent: exponentOf(currency), minor: BigInt(minor) }));
}

/** Lots that are not the sum and the newest state of their moves. */
async function checkLots(tx: EntityManager): Promise<AlteredPoolRow[]> {
  const rows = (await tx.query(
    `SELECT COALESCE(l.lot_id, m.lot_id) AS lot_id
       FROM investment.lots l
       FULL JOIN (SELECT DISTINCT ON (lot_id) lot_id, product_id, series, holder, sum(units) OVER lot AS units, sum(paid_in_minor) OVER lot AS paid_in,
                         mark, marked_at, issued_at, terms_version, min(move_id) OVER lot AS issue_number
                    FROM investment.lot_moves WINDOW lot AS (PARTITION BY lot_id) ORDER BY lot_id, move_id DESC) m USING (lot_id)
      WHERE ROW(l.product_id, l.series, l.holder, l.units, l.paid_in_minor, l.mark, l.marked_at, l.issued_at, l.terms_version, l.issue_number)
            IS DISTINCT FROM ROW(m.product_id, m.series, m.holder, m.units, m.paid_in, m.mark, m.marked_at, m.issued_at, m.terms_version, m.issue_number)
      ORDER BY 1 LIMIT 1000`,
  )) as Array<{ lot_id: string }>;
  return rows.map(({ lot_id }) => ({ table: 'lots', row: lot_id, what: 'is not what its moves make' }));
}
