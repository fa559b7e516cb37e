import { idleLeg } from './attempt.ts';
import { isCoolingOff, judgeRequest } from './judge-request.ts';
import { applied, ignored, type Effect } from './saga.ts';
import { bookRelease, bookRequest } from './withdrawal-bookings.ts';
import type { WithdrawalContext, WithdrawalInput } from './withdrawal-input.ts';
import { approvalsNeeded } from './withdrawal-policy.ts';
import type { Withdrawal } from './withdrawal-state.ts';
import type { WithdrawalDecision, WithdrawalStep } from './withdrawal-step.ts';

type Request = Extract<WithdrawalInput, { kind: 'request' }>;

/** A new request: reserved at once, in the same transaction, or refused with the reason. */
export function decideRequest(request: Request, context: WithdrawalContext): WithdrawalDecision {
  const refusal = judgeRequest(request, context);
  const { account } = context.standing;
  if (refusal !== null || account === null) return { ...ignored(null), refusal: refusal ?? 'no-bank-account' };
  const needed = approvalsNeeded(request.cents, context.policy);
  const withdrawal: Withdrawal = {
    withdrawalId: request.withdrawalId,
    userId: request.userId,
    cents: request.cents,
    account,
    status: needed === 0 ? 'approved' : 'requested',
    requestedAtMs: context.nowMs,
    approvalsNeeded: needed,
    approvals: [],
    reason: null,
    legs: { transfer: idleLeg(), payout: idleLeg(), reversal: idleLeg() },
  };
  return applied<Withdrawal | null>(withdrawal, { transfers: [bookRequest(withdrawal)] });
}

/** One more person agrees. Nobody agrees to their own request, and nobody agrees twice. */
export const approve: WithdrawalStep<'approve'> = (withdrawal, { approverId }) => {
  if (approverId === withdrawal.userId || withdrawal.approvals.includes(approverId)) return ignored(withdrawal);
  const approvals = [...withdrawal.approvals, approverId];
  const status = approvals.length >= withdrawal.approvalsNeeded ? 'approved' : 'requested';
  return applied<Withdrawal | null>({ ...withdrawal, approvals, status });
};

/** A person refuses; the reserve goes back. */
export const reject: WithdrawalStep<'reject'> = (withdrawal, { approverId, reason }, context) => {
  if (approverId === withdrawal.userId) return ignored(withdrawal);
  return giveUp({ ...withdrawal, status: 'rejected', reason }, context);
};

/** The investor takes the request back, while nothing has been sent. */
export const cancel: WithdrawalStep<'cancel'> = (withdrawal, { userId }, context) =>
  userId === withdrawal.userId ? giveUp({ ...withdrawal, status: 'canceled' }, context) : ignored(withdrawal);

/** The payout job takes it up: not while the house is frozen, the person blocked, or the bank details new or other. */
export const submit: WithdrawalStep<'submit'> = (withdrawal, _input, context) => {
  const held = context.frozen || context.standing.blocked || isCoolingOff(context);
  if (held) return ignored(withdrawal);
  if (context.standing.account !== withdrawal.account) {
    return giveUp({ ...withdrawal, status: 'rejected', reason: 'bank-details-changed' }, context);
  }
  return applied<Withdrawal | null>(
    { ...withdrawal, status: 'submitting' },
    { effects: [workOn(withdrawal, 'submit', context.nowMs)] },
  );
};

/** The reserve goes back to the wallet. */
export const giveUp = (withdrawal: Withdrawal, { standing }: WithdrawalContext): WithdrawalDecision =>
  applied<Withdrawal | null>(withdrawal, {
    transfers: bookRelease(withdrawal, standing.receivableMinor),
    notices: [
      {
        to: 'customer',
        userId: withdrawal.userId,
        kind: `withdrawal-${withdrawal.status}`,
        text: withdrawal.reason ?? '',
      },
    ],
  });

/** The outbox row that lets workers take a withdrawal up. */
export const workOn = ({ withdrawalId }: Withdrawal, what: string, nowMs: number): Effect => ({
  effectId: `wd:${withdrawalId}:${what}`,
  kind: 'withdrawal',
  sagaId: withdrawalId,
  notBeforeMs: nowMs,
});
