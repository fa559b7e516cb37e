import { AppError, newId } from '@orbiquant/kernel';
import type { Withdrawal, WithdrawalInput, WithdrawalRefusal } from '@orbiquant/payments';
import { listWithdrawals, lockWithdrawal } from '@orbiquant/payments-store';
import type { EntityManager } from '@orbiquant/platform-db';
import { FENCED, stepAlone, stepIn, type PaymentsDesk } from './payments-desk.ts';

const TOLD: Readonly<Record<WithdrawalRefusal, string>> = {
  'below-minimum': 'This is less than the least that can be withdrawn',
  'above-maximum': 'This is more than can be withdrawn at once',
  'over-daily-limit': 'This is more than may be withdrawn within 24 hours',
  'over-monthly-limit': 'This is more than may be withdrawn within 30 days',
  insufficient: 'There is not that much money in the wallet that may leave it',
  'owes-us': 'Money of a lost dispute is owed first',
  'no-bank-account': 'Name the bank account first that the money is to go to',
  'cool-off': 'The bank account was changed lately; money leaves only after the waiting time',
  'step-up-needed': 'Confirm your password first',
  blocked: 'Withdrawals of this account are stopped; ask us why',
  frozen: 'Withdrawals are stopped while we look into something; your money is safe',
};

/** Asks for a withdrawal inside the caller's transaction: reserved, or refused with the reason. @throws AppError conflict */
export async function request(
  tx: EntityManager,
  wish: { userId: string; cents: bigint; steppedUp: boolean },
  desk: Pick<PaymentsDesk, 'rules'>,
): Promise<Withdrawal> {
  const withdrawalId = newId();
  const stepped = await stepIn(
    tx,
    { saga: 'withdrawal', sagaId: withdrawalId, input: { kind: 'request', withdrawalId, ...wish } },
    desk.rules,
  );
  if (stepped.refusal)
    throw new AppError('conflict', TOLD[stepped.refusal], {
      errors: [{ path: 'cents', code: stepped.refusal, message: TOLD[stepped.refusal] }],
    });
  return found(await lockWithdrawal(tx, withdrawalId));
}

/** What a person may do to a withdrawal that exists. */
export type Act = Extract<WithdrawalInput, { kind: 'approve' | 'reject' | 'cancel' | 'submit' }>;

/** Does it. @throws AppError not-found, or conflict when it is too late for that or not this person's to do. */
export async function act(desk: PaymentsDesk, withdrawalId: string, input: Act): Promise<Withdrawal> {
  const stepped = await stepAlone(desk, { saga: 'withdrawal', sagaId: withdrawalId, input });
  const withdrawal = found(await desk.db.transaction((tx) => lockWithdrawal(tx, withdrawalId)));
  if (stepped === FENCED || !stepped.applied)
    throw new AppError('conflict', 'This cannot be done to this withdrawal now', {
      errors: [{ path: 'withdrawalId', code: `is-${withdrawal.status}`, message: `it is ${withdrawal.status}` }],
    });
  return withdrawal;
}

function found(withdrawal: Withdrawal | null): Withdrawal {
  if (!withdrawal) throw new AppError('not-found', 'There is no such withdrawal');
  return withdrawal;
}

/** Lets every approved withdrawal begin; one that fails does not stop the rest. Returns how many began and failed. */
export async function submitApproved(desk: PaymentsDesk): Promise<{ done: number; failed: number }> {
  const approved = await listWithdrawals(desk.db.manager, { statuses: ['approved'], limit: 10_000 });
  const counts = { done: 0, failed: 0 };
  for (const { withdrawalId } of approved.reverse())
    await act(desk, withdrawalId, { kind: 'submit' }).then(
      () => (counts.done += 1),
      () => (counts.failed += 1),
    );
  return counts;
}
