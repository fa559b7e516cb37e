import type { Leg } from './attempt.ts';
import type { ConnectedAccountId } from './stripe-call.ts';

/** The life of a withdrawal. */
export const WITHDRAWAL_STATUSES = [
  'requested',
  'approved',
  'submitting',
  'unknown',
  'submitted',
  'reversing',
  'paid',
  'returned',
  'failed',
  'canceled',
  'rejected',
] as const;
/**
 * Where a withdrawal stands. `unknown`: a call was made and its answer lost, so the money may have left; nothing is given back
 * until that is settled. `reversing`: the payout failed and the money is fetched back from the connected account.
 */
export type WithdrawalStatus = (typeof WITHDRAWAL_STATUSES)[number];

/** Every legal step; the database refuses any other. A status that leads nowhere is final. */
export const WITHDRAWAL_TRANSITIONS: Readonly<Record<WithdrawalStatus, readonly WithdrawalStatus[]>> = {
  requested: ['approved', 'canceled', 'rejected'],
  approved: ['submitting', 'canceled', 'rejected'],
  submitting: ['unknown', 'submitted', 'paid', 'reversing', 'failed'],
  unknown: ['submitting', 'submitted', 'paid', 'reversing', 'failed'],
  submitted: ['paid', 'reversing'],
  reversing: ['failed'],
  paid: ['returned'],
  returned: [],
  failed: [],
  canceled: [],
  rejected: [],
};

/** The movements of money of a withdrawal, in the order in which they may happen. */
export const LEG_NAMES = ['transfer', 'payout', 'reversal'] as const;
export type LegName = (typeof LEG_NAMES)[number];

/** One request of an investor to have money paid out: one row, changed only by `decideWithdrawal`. */
export type Withdrawal = {
  withdrawalId: string;
  userId: string;
  /** Whole cents of USD, > 0: what the bank is to receive. */
  cents: bigint;
  /** Where it goes; fixed when asked for. */
  account: ConnectedAccountId;
  status: WithdrawalStatus;
  requestedAtMs: number;
  /** How many people must agree, and who has. */
  approvalsNeeded: number;
  approvals: readonly string[];
  /** Why it was refused, canceled, failed or returned; a stable code. */
  reason: string | null;
  legs: Readonly<Record<LegName, Leg>>;
};

/** Whether the request still holds money of its owner in reserve. */
export const holdsReserve = ({ status }: Withdrawal): boolean =>
  !['paid', 'returned', 'failed', 'canceled', 'rejected'].includes(status);

/** The movement that is to be worked on now, or null when the processor owes us no answer. */
export function legAtWork({ status, legs }: Withdrawal): LegName | null {
  if (status === 'submitting' || status === 'unknown') return legs.transfer.status === 'done' ? 'payout' : 'transfer';
  const fetchingBack = status === 'reversing' || status === 'returned';
  return fetchingBack && legs.reversal.status !== 'done' ? 'reversal' : null;
}

/** Whether nothing more will happen by our own doing. A paid one may still come back. */
export const isSettled = (withdrawal: Withdrawal): boolean =>
  ['paid', 'returned', 'failed', 'canceled', 'rejected'].includes(withdrawal.status) && legAtWork(withdrawal) === null;

/** Whether this withdrawal counts against its owner's limits: everything that left, or still may. */
export const countsAgainstLimits = ({ status }: Pick<Withdrawal, 'status'>): boolean =>
  !['failed', 'canceled', 'rejected'].includes(status);
