import type { Deposit, DepositStatus, DisputeObject, RefundObject } from '@orbiquant/payments';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';
import {
  disputeJson,
  instantOrNull,
  readDispute,
  readRefunds,
  refundsJson,
  type DisputeJson,
  type RefundJson,
} from './json.ts';

type Row = {
  deposit_id: string;
  user_id: string;
  cents: string;
  status: DepositStatus;
  created_at: Date;
  payment_id: string | null;
  charge_id: string | null;
  held_until: Date | null;
  refunds: RefundJson[];
  dispute: DisputeJson | null;
  checkout_url: string | null;
};

const toDeposit = (row: Row): Deposit => ({
  depositId: row.deposit_id,
  userId: row.user_id,
  cents: BigInt(row.cents),
  status: row.status,
  createdAtMs: row.created_at.getTime(),
  paymentId: row.payment_id,
  chargeId: row.charge_id,
  heldUntilMs: row.held_until?.getTime() ?? null,
  refunds: readRefunds(row.refunds),
  dispute: readDispute(row.dispute),
});

/** One deposit, locked until the transaction ends; null when there is none. */
export async function lockDeposit(tx: EntityManager, depositId: string): Promise<Deposit | null> {
  inTransaction(tx);
  const [row] = (await tx.query('SELECT * FROM financial.deposits WHERE deposit_id = $1 FOR UPDATE', [
    depositId,
  ])) as Row[];
  return row ? toDeposit(row) : null;
}

/** A deposit with the page to pay it on. */
export type ListedDeposit = Deposit & { checkoutUrl: string | null };

/** Deposits, newest first. */
export async function listDeposits(
  db: EntityManager,
  { userId, status, limit = 500 }: { userId?: string; status?: DepositStatus; limit?: number },
): Promise<ListedDeposit[]> {
  const rows = (await db.query(
    `SELECT * FROM financial.deposits WHERE ($1::uuid IS NULL OR user_id = $1) AND ($2::text IS NULL OR status = $2)
      ORDER BY created_at DESC, deposit_id DESC LIMIT $3`,
    [userId ?? null, status ?? null, limit],
  )) as Row[];
  return rows.map((row) => ({ ...toDeposit(row), checkoutUrl: row.checkout_url }));
}

/** Deposits whose hold has ended. */
export async function depositsToRelease(db: EntityManager, nowMs: number): Promise<string[]> {
  const rows = (await db.query(
    `SELECT deposit_id FROM financial.deposits WHERE status = 'settled' AND held_until <= $1 ORDER BY held_until LIMIT 500`,
    [new Date(nowMs)],
  )) as Array<{ deposit_id: string }>;
  return rows.map(({ deposit_id }) => deposit_id);
}

/** Notes the page on which a deposit is to be paid. */
export async function noteCheckout(db: EntityManager, depositId: string, url: string): Promise<void> {
  await db.query('UPDATE financial.deposits SET checkout_url = $2 WHERE deposit_id = $1', [depositId, url]);
}

/** Writes a deposit as a step left it. */
export async function saveDeposit(tx: EntityManager, deposit: Deposit): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO financial.deposits (deposit_id, user_id, cents, status, created_at, payment_id, charge_id, held_until, refunds, dispute)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb)
     ON CONFLICT (deposit_id) DO UPDATE SET status = $4, payment_id = $6, charge_id = $7, held_until = $8, refunds = $9::jsonb, dispute = $10::jsonb`,
    [
      deposit.depositId,
      deposit.userId,
      deposit.cents.toString(),
      deposit.status,
      new Date(deposit.createdAtMs),
      deposit.paymentId,
      deposit.chargeId,
      instantOrNull(deposit.heldUntilMs),
      refundsJson(deposit.refunds as RefundObject[]),
      disputeJson(deposit.dispute as DisputeObject | null),
    ],
  );
}
