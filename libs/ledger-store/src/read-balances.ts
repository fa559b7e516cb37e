import type { EntityManager } from '@orbiquant/platform-db';

/** What stands on an account now, minor units; zero when it was never used. */
export async function balanceOf(db: EntityManager, account: string, currency: string): Promise<bigint> {
  const [row] = (await db.query(
    'SELECT COALESCE(sum(balance), 0)::text AS balance FROM financial.balances WHERE account_id = $1 AND currency = $2',
    [account, currency],
  )) as Array<{ balance: string }>;
  return BigInt(row?.balance ?? '0');
}

/** One line of an account. Minor units. */
export type AccountLine = {
  transferId: string;
  bookedAtMs: number;
  reason: string;
  memo: string;
  minor: bigint;
  balanceAfter: bigint;
};

type LineRow = {
  transfer_id: string;
  booked_at: Date;
  reason: string;
  memo: string;
  minor: string;
  balance_after: string;
};

/** The newest lines of an account that is not spread over stripes, newest first. */
export async function linesOf(
  db: EntityManager,
  account: string,
  { currency, limit }: { currency: string; limit: number },
): Promise<AccountLine[]> {
  const rows = (await db.query(
    `SELECT p.transfer_id, t.booked_at, t.reason, t.memo, p.minor, p.balance_after
       FROM financial.postings p JOIN financial.transfers t USING (transfer_id)
      WHERE p.account_id = $1 AND p.currency = $2 ORDER BY p.account_version DESC LIMIT $3`,
    [account, currency, limit],
  )) as LineRow[];
  return rows.map((row) => ({
    transferId: row.transfer_id,
    bookedAtMs: row.booked_at.getTime(),
    reason: row.reason,
    memo: row.memo,
    minor: BigInt(row.minor),
    balanceAfter: BigInt(row.balance_after),
  }));
}
