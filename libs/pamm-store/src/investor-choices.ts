import type { Standing } from '@orbiquant/pamm';
import type { EntityManager } from '@orbiquant/platform-db';

/** What an investor wants done with a month's profit. */
export type PayoutChoice = 'reinvest' | 'pay-out';

/** Says that an account is frozen or deleted, or in order again; strikes and distributions go by it from then on. */
export async function setStanding(
  db: EntityManager,
  userId: string,
  { standing, atMs }: { standing: Standing | 'in-order'; atMs: number },
): Promise<void> {
  await db.query(
    `INSERT INTO investment.account_standings VALUES ($1, $2, $3)
     ON CONFLICT (user_id) DO UPDATE SET standing = excluded.standing, changed_at = excluded.changed_at`,
    [userId, standing, new Date(atMs)],
  );
}

/** The accounts that are not in order; with `holders`, only of those. */
export async function standingsOf(
  db: EntityManager,
  holders: readonly string[] | null = null,
): Promise<Map<string, Standing>> {
  const rows = (await db.query(
    `SELECT user_id, standing FROM investment.account_standings WHERE standing <> 'in-order' AND ($1::text[] IS NULL OR user_id::text = ANY ($1))`,
    [holders],
  )) as Array<{ user_id: string; standing: Standing }>;
  return new Map(rows.map(({ user_id, standing }) => [user_id, standing]));
}

/** Keeps what an investor wants done with the profit of a product's months. */
export async function setPayoutChoice(
  db: EntityManager,
  { productId, userId }: { productId: string; userId: string },
  { choice, atMs }: { choice: PayoutChoice; atMs: number },
): Promise<void> {
  await db.query(
    `INSERT INTO investment.payout_preferences VALUES ($1, $2, $3, $4)
     ON CONFLICT (product_id, user_id) DO UPDATE SET choice = excluded.choice, changed_at = excluded.changed_at`,
    [productId, userId, choice, new Date(atMs)],
  );
}

/** What an investor wants done with the profit of a product's months; to reinvest unless said otherwise. */
export async function payoutChoiceOf(
  db: EntityManager,
  { productId, userId }: { productId: string; userId: string },
): Promise<PayoutChoice> {
  const [row] = (await db.query(
    'SELECT choice FROM investment.payout_preferences WHERE product_id = $1 AND user_id = $2',
    [productId, userId],
  )) as Array<{ choice: PayoutChoice }>;
  return row?.choice ?? 'reinvest';
}

/** The products in which a person holds units. */
export async function productsHeldBy(db: EntityManager, userId: string): Promise<string[]> {
  const rows = (await db.query(
    'SELECT DISTINCT product_id FROM investment.lots WHERE holder = $1 AND units > 0 ORDER BY 1',
    [userId],
  )) as Array<{ product_id: string }>;
  return rows.map(({ product_id }) => product_id);
}
