import {
  connectedAccountId,
  countsAgainstLimits,
  LEG_NAMES,
  WITHDRAWAL_STATUSES,
  type Leg,
  type Withdrawal,
  type WithdrawalStatus,
} from '@orbiquant/payments';
import { inTransaction, type EntityManager } from '@orbiquant/platform-db';

type Row = {
  withdrawal_id: string;
  user_id: string;
  cents: string;
  account: string;
  status: WithdrawalStatus;
  requested_at: Date;
  approvals_needed: number;
  approvals: string[];
  reason: string | null;
  legs: Withdrawal['legs'];
};

const toWithdrawal = (row: Row): Withdrawal => ({
  withdrawalId: row.withdrawal_id,
  userId: row.user_id,
  cents: BigInt(row.cents),
  account: connectedAccountId(row.account),
  status: row.status,
  requestedAtMs: row.requested_at.getTime(),
  approvalsNeeded: row.approvals_needed,
  approvals: row.approvals,
  reason: row.reason,
  legs: row.legs,
});

/** One withdrawal, locked until the transaction ends; null when there is none. */
export async function lockWithdrawal(tx: EntityManager, withdrawalId: string): Promise<Withdrawal | null> {
  inTransaction(tx);
  const [row] = (await tx.query('SELECT * FROM financial.withdrawals WHERE withdrawal_id = $1 FOR UPDATE', [
    withdrawalId,
  ])) as Row[];
  return row ? toWithdrawal(row) : null;
}

/** Which withdrawals to read. */
export type WithdrawalFilter = {
  userId?: string;
  statuses?: readonly WithdrawalStatus[];
  sinceMs?: number;
  limit?: number;
};

/** Withdrawals, newest first. */
export async function listWithdrawals(
  db: EntityManager,
  { userId, statuses, sinceMs, limit = 500 }: WithdrawalFilter,
): Promise<Withdrawal[]> {
  const rows = (await db.query(
    `SELECT * FROM financial.withdrawals
      WHERE ($1::uuid IS NULL OR user_id = $1) AND ($2::text[] IS NULL OR status = ANY ($2)) AND ($3::timestamptz IS NULL OR requested_at >= $3)
      ORDER BY requested_at DESC, withdrawal_id DESC LIMIT $4`,
    [userId ?? null, statuses ?? null, sinceMs === undefined ? null : new Date(sinceMs), limit],
  )) as Row[];
  return rows.map(toWithdrawal);
}

const COUNTED = WITHDRAWAL_STATUSES.filter((status) => countsAgainstLimits({ status }));

/** What a person has asked for since two times, `exceptId` apart, as far as it counts against limits; cents. */
export async function askedSince(
  tx: EntityManager,
  { userId, exceptId }: { userId: string; exceptId: string },
  { shortMs, longMs }: { shortMs: number; longMs: number },
): Promise<{ shortCents: bigint; longCents: bigint }> {
  const [row] = (await tx.query(
    `SELECT COALESCE(sum(cents) FILTER (WHERE requested_at > $4), 0)::text AS short, COALESCE(sum(cents), 0)::text AS long
       FROM financial.withdrawals WHERE user_id = $1 AND withdrawal_id::text <> $2 AND status = ANY ($3) AND requested_at > $5`,
    [userId, exceptId, COUNTED, new Date(shortMs), new Date(longMs)],
  )) as Array<{ short: string; long: string }>;
  return { shortCents: BigInt(row?.short ?? '0'), longCents: BigInt(row?.long ?? '0') };
}

/** Writes a withdrawal as a step left it, and each attempt that the step has opened. */
export async function saveWithdrawal(tx: EntityManager, withdrawal: Withdrawal): Promise<void> {
  inTransaction(tx);
  await tx.query(
    `INSERT INTO financial.withdrawals (withdrawal_id, user_id, cents, account, status, requested_at, approvals_needed, approvals, reason, legs)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)
     ON CONFLICT (withdrawal_id) DO UPDATE SET status = $5, approvals_needed = $7, approvals = $8, reason = $9, legs = $10::jsonb`,
    [
      withdrawal.withdrawalId,
      withdrawal.userId,
      withdrawal.cents.toString(),
      withdrawal.account,
      withdrawal.status,
      new Date(withdrawal.requestedAtMs),
      withdrawal.approvalsNeeded,
      withdrawal.approvals,
      withdrawal.reason,
      JSON.stringify(withdrawal.legs),
    ],
  );
  for (const name of LEG_NAMES) await saveAttempt(tx, withdrawal.withdrawalId, [name, withdrawal.legs[name]]);
}

/** The same number with another key or another content breaks a constraint, and with it the step. */
async function saveAttempt(tx: EntityManager, withdrawalId: string, [name, { attempt }]: [string, Leg]): Promise<void> {
  if (!attempt) return;
  await tx.query(
    `INSERT INTO financial.payout_attempts (withdrawal_id, leg, attempt_no, idempotency_key, fingerprint, first_try_at)
     SELECT $1, $2, $3, $4, $5, $6
      WHERE NOT EXISTS (SELECT 1 FROM financial.payout_attempts
                         WHERE (withdrawal_id, leg, attempt_no, idempotency_key, fingerprint) = ($1, $2, $3, $4, $5))`,
    [withdrawalId, name, attempt.attemptNo, attempt.key, attempt.fingerprint, new Date(attempt.firstTryAtMs)],
  );
}
