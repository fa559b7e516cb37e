import { randomBytes } from 'node:crypto';
import type { AgentId } from '@orbiquant/contracts';
import { AppError, Decimal } from '@orbiquant/kernel';
import type { Terms } from '@orbiquant/pamm';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import { addTerms } from './terms-repository.ts';

/** What an operator allows of a product: `closed` takes no new money, `frozen` neither deals nor is struck. */
export type ProductStatus = 'open' | 'closed' | 'frozen';

/** A pooled product; its terms are versions of their own. */
export type PoolProduct = {
  productId: string;
  name: string;
  agentId: AgentId;
  currency: string;
  status: ProductStatus;
  riskClass: number;
  /** Part of the agent's venue account that belongs to this pool, 0..1, six places. */
  venueShare: Decimal;
  createdAtMs: number;
};

type Row = {
  product_id: string;
  name: string;
  agent_id: AgentId;
  currency: string;
  status: ProductStatus;
  risk_class: number;
  venue_share: string;
  created_at: Date;
};

const toProduct = (row: Row): PoolProduct => ({
  productId: row.product_id,
  name: row.name,
  agentId: row.agent_id,
  currency: row.currency,
  status: row.status,
  riskClass: row.risk_class,
  venueShare: new Decimal(row.venue_share),
  createdAtMs: row.created_at.getTime(),
});

/** All products, by name. */
export async function listProducts(db: EntityManager): Promise<PoolProduct[]> {
  return ((await db.query('SELECT * FROM investment.products ORDER BY name')) as Row[]).map(toProduct);
}

/** One product, null when there is none. */
export async function findProduct(db: EntityManager, productId: string): Promise<PoolProduct | null> {
  const [row] = (await db.query('SELECT * FROM investment.products WHERE product_id = $1', [productId])) as Row[];
  return row ? toProduct(row) : null;
}

/**
 * Makes everything that changes the pool of a product wait its turn until the transaction ends. Who only asks for something
 * (a new subscription refers to the product) does not wait.
 */
export async function lockProduct(tx: EntityManager, productId: string): Promise<PoolProduct> {
  inTransaction(tx);
  const [row] = (await tx.query('SELECT * FROM investment.products WHERE product_id = $1 FOR NO KEY UPDATE', [
    productId,
  ])) as Row[];
  if (!row) throw new AppError('not-found', 'There is no such product');
  return toProduct(row);
}

/**
 * Writes down a product with its first terms and the salt of its proofs, unless its name is taken.
 * Returns whether it was new. @throws a check violation, when its agent's account is already given to other products.
 */
export async function addProduct(tx: EntityManager, product: PoolProduct, terms: Terms): Promise<boolean> {
  inTransaction(tx);
  const { productId, createdAtMs } = product;
  const added = (await tx.query(
    `INSERT INTO investment.products (product_id, name, agent_id, currency, status, risk_class, venue_share, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING product_id`,
    [
      productId,
      product.name,
      product.agentId,
      product.currency,
      product.status,
      product.riskClass,
      product.venueShare.toFixed(6),
      new Date(createdAtMs),
    ],
  )) as unknown[];
  if (added.length === 0) return false;
  const times = { version: 1, announcedAtMs: createdAtMs, effectiveAtMs: createdAtMs, hurts: false };
  await addTerms(tx, productId, { ...terms, ...times });
  return true;
}

/** Opens, closes or freezes a product. */
export async function setProductStatus(tx: EntityManager, productId: string, status: ProductStatus): Promise<void> {
  inTransaction(tx);
  await tx.query('UPDATE investment.products SET status = $2 WHERE product_id = $1', [productId, status]);
}

/** The secret behind the names in a product's proofs, made when it is first needed. */
export async function saltOf(tx: EntityManager, productId: string): Promise<string> {
  await tx.query('INSERT INTO investment.pool_salts VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    productId,
    randomBytes(32).toString('hex'),
  ]);
  return (await saltIfAny(tx, productId))!;
}

/** The secret behind the names in a product's proofs; null while none was needed. */
export async function saltIfAny(db: EntityManager, productId: string): Promise<string | null> {
  const [row] = (await db.query('SELECT salt FROM investment.pool_salts WHERE product_id = $1', [productId])) as Array<{
    salt: string;
  }>;
  return row?.salt ?? null;
}

/** Says that a strike is under way: until then (or until it is over) what waits cannot be taken back. */
export async function beginCutOff(db: EntityManager, productId: string, untilMs: number): Promise<void> {
  await db.query('UPDATE investment.products SET cut_off_until = GREATEST(cut_off_until, $2) WHERE product_id = $1', [
    productId,
    new Date(untilMs),
  ]);
}

/** The strike that began with `untilMs` is over, dealt or not. */
export async function endCutOff(db: EntityManager, productId: string, untilMs: number): Promise<void> {
  await db.query('UPDATE investment.products SET cut_off_until = NULL WHERE product_id = $1 AND cut_off_until <= $2', [
    productId,
    new Date(untilMs),
  ]);
}

/** Until when the cut-off of a strike lasts that is under way; null when none is. */
export async function cutOffUntil(db: EntityManager, productId: string): Promise<number | null> {
  const [row] = (await db.query('SELECT cut_off_until FROM investment.products WHERE product_id = $1', [
    productId,
  ])) as Array<{ cut_off_until: Date | null }>;
  return row?.cut_off_until?.getTime() ?? null;
}
