import { connectedAccountId, type ConnectedAccountId } from '@orbiquant/payments';
import type { EntityManager } from '@orbiquant/platform-db';

/** Where a person's payouts go. `bank`: how the bank account shows itself, such as its last digits. */
export type PayoutAccount = { account: ConnectedAccountId; bank: string | null; changedAtMs: number | null };

type Row = { user_id: string; account: string; bank: string | null; changed_at: Date | null };

const toAccount = ({ account, bank, changed_at }: Row): PayoutAccount => ({
  account: connectedAccountId(account),
  bank,
  changedAtMs: changed_at?.getTime() ?? null,
});

/** A person's payout account, or null before there is one. */
export async function payoutAccountOf(db: EntityManager, userId: string): Promise<PayoutAccount | null> {
  const [row] = (await db.query('SELECT * FROM financial.payout_accounts WHERE user_id = $1', [userId])) as Row[];
  return row ? toAccount(row) : null;
}

/** Every account that payouts may go to. */
export async function listPayoutAccounts(db: EntityManager): Promise<ConnectedAccountId[]> {
  const rows = (await db.query('SELECT account FROM financial.payout_accounts ORDER BY account')) as Row[];
  return rows.map(({ account }) => connectedAccountId(account));
}

/** Whose payout account this is, or null. */
export async function ownerOfAccount(db: EntityManager, account: string): Promise<string | null> {
  const [row] = (await db.query('SELECT user_id FROM financial.payout_accounts WHERE account = $1', [
    account,
  ])) as Row[];
  return row?.user_id ?? null;
}

/** Gives a person a payout account, once: a second one is ignored. Returns the one that counts. */
export async function addPayoutAccount(
  db: EntityManager,
  userId: string,
  account: ConnectedAccountId,
): Promise<PayoutAccount> {
  await db.query('INSERT INTO financial.payout_accounts (user_id, account) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    userId,
    account,
  ]);
  const kept = await payoutAccountOf(db, userId);
  if (!kept) throw new Error(`the account ${account} belongs to somebody else`);
  return kept;
}

/** Notes the bank behind an account; a change starts the cool-off anew. Returns whether it changed. */
export async function noteBank(
  db: EntityManager,
  userId: string,
  { bank, nowMs }: { bank: string; nowMs: number },
): Promise<boolean> {
  const [, touched] = (await db.query(
    'UPDATE financial.payout_accounts SET bank = $2, changed_at = $3 WHERE user_id = $1 AND bank IS DISTINCT FROM $2',
    [userId, bank, new Date(nowMs)],
  )) as [unknown, number];
  return touched === 1;
}
