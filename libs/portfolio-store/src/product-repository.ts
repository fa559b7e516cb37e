import type { AgentId } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';
import type { EntityManager } from '@orbiquant/platform-db';

/** The terms of a product as they were written down. */
export type ProductTerms = {
  productId: string;
  name: string;
  agentId: AgentId;
  currency: string;
  investmentMinMinor: bigint;
  performanceFee: Decimal;
  managementFee: Decimal;
  status: 'open' | 'closed';
  riskClass: number;
};

type Row = {
  product_id: string;
  name: string;
  agent_id: AgentId;
  currency: string;
  investment_min_minor: string;
  performance_fee: string;
  management_fee: string;
  status: 'open' | 'closed';
  risk_class: number;
};

const toTerms = (row: Row): ProductTerms => ({
  productId: row.product_id,
  name: row.name,
  agentId: row.agent_id,
  currency: row.currency,
  investmentMinMinor: BigInt(row.investment_min_minor),
  performanceFee: new Decimal(row.performance_fee),
  managementFee: new Decimal(row.management_fee),
  status: row.status,
  riskClass: row.risk_class,
});

/** All products, by name. */
export async function listProducts(db: EntityManager): Promise<ProductTerms[]> {
  return ((await db.query('SELECT * FROM investment.products ORDER BY name')) as Row[]).map(toTerms);
}

/** One product, null when there is none. */
export async function findProduct(db: EntityManager, productId: string): Promise<ProductTerms | null> {
  const [row] = (await db.query('SELECT * FROM investment.products WHERE product_id = $1', [productId])) as Row[];
  return row ? toTerms(row) : null;
}

/** Makes strikes of one product wait for each other until the transaction ends. */
export async function lockProduct(tx: EntityManager, productId: string): Promise<void> {
  await tx.query('SELECT 1 FROM investment.products WHERE product_id = $1 FOR UPDATE', [productId]);
}

/** Writes down a product unless its agent has one. */
export async function addProduct(tx: EntityManager, terms: ProductTerms, atMs: number): Promise<void> {
  await tx.query(
    `INSERT INTO investment.products (product_id, name, agent_id, currency, investment_min_minor, performance_fee, management_fee, status, risk_class, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    [
      terms.productId,
      terms.name,
      terms.agentId,
      terms.currency,
      terms.investmentMinMinor.toString(),
      terms.performanceFee.toFixed(),
      terms.managementFee.toFixed(),
      terms.status,
      terms.riskClass,
      new Date(atMs),
    ],
  );
}
