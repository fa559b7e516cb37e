import type { Terms, TermsVersion } from '@orbiquant/pamm';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import type { ProductStatus } from './product-repository.ts';
import { e9Of, scaledText } from './scaled.ts';

type Row = {
  version: number;
  investment_min_minor: string;
  performance_fee: string;
  management_fee: string;
  hurdle: string;
  lock_up_ms: string;
  notice_ms: string;
  announced_at: Date;
  effective_at: Date;
  hurts: boolean;
};

const toTerms = (row: Row, status: Terms['status']): TermsVersion => ({
  version: row.version,
  investmentMinMinor: BigInt(row.investment_min_minor),
  performanceFeeE9: e9Of(row.performance_fee),
  managementFeeE9: e9Of(row.management_fee),
  hurdleE9: e9Of(row.hurdle),
  lockUpMs: Number(row.lock_up_ms),
  noticeMs: Number(row.notice_ms),
  status,
  crystallisation: 'monthly',
  announcedAtMs: row.announced_at.getTime(),
  effectiveAtMs: row.effective_at.getTime(),
  hurts: row.hurts,
});

/** All terms that a product ever had, oldest first; whether it takes money is the product's status. */
export async function termsOf(
  db: EntityManager,
  { productId, status }: { productId: string; status: ProductStatus },
): Promise<TermsVersion[]> {
  const rows = (await db.query('SELECT * FROM investment.product_terms WHERE product_id = $1 ORDER BY version', [
    productId,
  ])) as Row[];
  return rows.map((row) => toTerms(row, status === 'open' ? 'open' : 'closed'));
}

/** Writes down a version of a product's terms; it is never changed. */
export async function addTerms(tx: EntityManager, productId: string, terms: TermsVersion): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO investment.product_terms (product_id, version, investment_min_minor, performance_fee, management_fee, hurdle,
       lock_up_ms, notice_ms, announced_at, effective_at, hurts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      productId,
      terms.version,
      terms.investmentMinMinor.toString(),
      scaledText(terms.performanceFeeE9, 9),
      scaledText(terms.managementFeeE9, 9),
      scaledText(terms.hurdleE9, 9),
      terms.lockUpMs,
      terms.noticeMs,
      new Date(terms.announcedAtMs),
      new Date(terms.effectiveAtMs),
      terms.hurts,
    ],
  );
}
