import { inTransaction, type EntityManager } from '@orbiquant/platform-db';

/** How far a month has come. It only goes forward, and `signed` is the end. */
export type DistributionState = 'open' | 'locked' | 'computed' | 'posted' | 'signed';

/** The month of a product. */
export type Distribution = {
  distributionId: string;
  productId: string;
  /** `2026-02`. */
  period: string;
  state: DistributionState;
  openingStrikeId: string | null;
  closingStrikeId: string | null;
  /** The strike at whose price it is paid. */
  paidStrikeId: string | null;
  /** Lines of holders up to this one are written. */
  computedTo: string;
  linesDigest: string | null;
};

type Row = {
  distribution_id: string;
  product_id: string;
  period: string;
  state: DistributionState;
  opening_strike_id: string | null;
  closing_strike_id: string | null;
  paid_strike_id: string | null;
  computed_to: string;
  lines_digest: string | null;
};

const toDistribution = (row: Row): Distribution => ({
  distributionId: row.distribution_id,
  productId: row.product_id,
  period: row.period,
  state: row.state,
  openingStrikeId: row.opening_strike_id,
  closingStrikeId: row.closing_strike_id,
  paidStrikeId: row.paid_strike_id,
  computedTo: row.computed_to,
  linesDigest: row.lines_digest,
});

/** Opens the month of a product unless somebody has; either way there is one. */
export async function openDistribution(
  db: EntityManager,
  { productId, period, distributionId }: Pick<Distribution, 'productId' | 'period' | 'distributionId'>,
  atMs: number,
): Promise<void> {
  await db.query(
    `INSERT INTO investment.distributions (distribution_id, product_id, period, state, opened_at, computed_to) VALUES ($1, $2, $3, 'open', $4, '')
     ON CONFLICT ON CONSTRAINT one_distribution_per_period DO NOTHING`,
    [distributionId, productId, period, new Date(atMs)],
  );
}

/** The month of a product, null when it was never opened. */
export async function findDistribution(
  db: EntityManager,
  productId: string,
  period: string,
): Promise<Distribution | null> {
  const [row] = (await db.query('SELECT * FROM investment.distributions WHERE product_id = $1 AND period = $2', [
    productId,
    period,
  ])) as Row[];
  return row ? toDistribution(row) : null;
}

/** The month that a product is in the middle of paying; null when there is none. No strike may come before it is posted. */
export async function unpostedDistribution(db: EntityManager, productId: string): Promise<Distribution | null> {
  const [row] = (await db.query(
    `SELECT * FROM investment.distributions WHERE product_id = $1 AND state IN ('locked', 'computed') ORDER BY period LIMIT 1`,
    [productId],
  )) as Row[];
  return row ? toDistribution(row) : null;
}

/** The newest month before another that has been closed; null when there is none. */
export async function closedBefore(db: EntityManager, productId: string, period: string): Promise<Distribution | null> {
  const [row] = (await db.query(
    `SELECT * FROM investment.distributions WHERE product_id = $1 AND period < $2 AND closing_strike_id IS NOT NULL ORDER BY period DESC LIMIT 1`,
    [productId, period],
  )) as Row[];
  return row ? toDistribution(row) : null;
}

/** Whether a later month of a product has been closed: then an earlier one cannot be any more. */
export async function isClosedAfter(db: EntityManager, productId: string, period: string): Promise<boolean> {
  const rows = (await db.query(
    `SELECT 1 FROM investment.distributions WHERE product_id = $1 AND period > $2 AND closing_strike_id IS NOT NULL LIMIT 1`,
    [productId, period],
  )) as unknown[];
  return rows.length > 0;
}

/** Fixes the strikes that a month lies between, and the one at whose price it is paid. */
export async function lockDistribution(
  tx: EntityManager,
  distributionId: string,
  strikes: { openingStrikeId: string | null; closingStrikeId: string; paidStrikeId: string },
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `UPDATE investment.distributions SET state = 'locked', opening_strike_id = $2, closing_strike_id = $3, paid_strike_id = $4
      WHERE distribution_id = $1 AND state = 'open'`,
    [distributionId, strikes.openingStrikeId, strikes.closingStrikeId, strikes.paidStrikeId],
  );
}

/** Moves a month on. */
export async function moveDistribution(
  tx: EntityManager,
  distributionId: string,
  to: { state: DistributionState; computedTo?: string },
): Promise<void> {
  inTransaction(tx);
  await tx.query(
    'UPDATE investment.distributions SET state = $2, computed_to = COALESCE($3, computed_to) WHERE distribution_id = $1',
    [distributionId, to.state, to.computedTo ?? null],
  );
}

/** The digest of everything that a month has written, as it stands now. */
export async function digestOfDistribution(db: EntityManager, distributionId: string): Promise<string> {
  const [row] = (await db.query('SELECT investment.digest_distribution($1) AS digest', [distributionId])) as Array<{
    digest: string;
  }>;
  return row!.digest;
}

/** Ends a month: its digest is kept, and the database refuses any further change. */
export async function signDistribution(tx: EntityManager, distributionId: string, atMs: number): Promise<void> {
  inTransaction(tx);
  const digest = await digestOfDistribution(tx, distributionId);
  await tx.query(
    `UPDATE investment.distributions SET state = 'signed', lines_digest = $2, signed_at = $3 WHERE distribution_id = $1 AND state = 'posted'`,
    [distributionId, digest, new Date(atMs)],
  );
}
