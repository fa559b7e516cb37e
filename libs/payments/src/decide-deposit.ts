import type { Transfer } from '@orbiquant/ledger';
import type { Deposit, DepositContext, DepositInput, DepositStatus } from './deposit.ts';
import { DEPOSIT_TRANSITIONS, refundedOf } from './deposit.ts';
import { bookDisputed, bookDisputeWon, bookRefund, bookRefundFailed, bookSettled } from './deposit-bookings.ts';
import { CARD_CURRENCY } from './par.ts';
import { applied, ignored, type Decision } from './saga.ts';
import type { PaymentObject, RefundObject } from './stripe-call.ts';
import { movedBalances } from './moved-balances.ts';

/** What a step makes of a deposit. */
export type DepositDecision = Decision<Deposit | null>;

type Progress = { deposit: Deposit; transfers: Transfer[]; context: DepositContext };
type Charge = NonNullable<PaymentObject['charge']>;

/**
 * One step in the life of a card deposit. Pure; what is booked follows from the fetched payment alone, so news may come twice,
 * late, in any order, or never (the reconciler fetches too). Nothing is ever credited on a browser's word.
 */
export function decideDeposit(state: Deposit | null, input: DepositInput, context: DepositContext): DepositDecision {
  if (input.kind === 'create') return state === null ? create(input, context) : ignored<Deposit | null>(state);
  if (state === null) return ignored(null);
  if (input.kind === 'expired') return expire(state);
  return input.kind === 'release' ? release(state, context) : see(state, input.object, context);
}

const create = (
  { depositId, userId, cents }: Extract<DepositInput, { kind: 'create' }>,
  { nowMs }: DepositContext,
): DepositDecision =>
  applied<Deposit | null>({
    depositId,
    userId,
    cents,
    status: 'created',
    createdAtMs: nowMs,
    paymentId: null,
    chargeId: null,
    heldUntilMs: null,
    refunds: [],
    dispute: null,
  });

/** The page was left without paying. Should money come after all, it is credited. */
const expire = (deposit: Deposit): DepositDecision =>
  deposit.status === 'created'
    ? applied<Deposit | null>({ ...deposit, status: 'failed' })
    : ignored<Deposit | null>(deposit);

/** The hold is over; only a question of time, so nothing is booked. */
function release(deposit: Deposit, { nowMs }: DepositContext): DepositDecision {
  const due = deposit.status === 'settled' && deposit.heldUntilMs !== null && nowMs >= deposit.heldUntilMs;
  return due ? applied<Deposit | null>({ ...deposit, status: 'released' }) : ignored<Deposit | null>(deposit);
}

function see(deposit: Deposit, object: PaymentObject, context: DepositContext): DepositDecision {
  if (isAnother(deposit, object)) return foreign(deposit, object);
  const known = { ...deposit, paymentId: object.id };
  const progress: Progress = { deposit: settle(known, object, context), transfers: [], context };
  if (object.status === 'succeeded' && object.charge)
    seeCharge(progress, deposit, { ...object.charge, cents: object.cents });
  const changed = progress.transfers.length > 0 || progress.deposit.status !== deposit.status;
  if (!changed && deposit.paymentId === object.id) return ignored<Deposit | null>(deposit);
  return applied<Deposit | null>(progress.deposit, { transfers: progress.transfers, notices: tell(deposit, progress) });
}

/** A second payment for the same deposit, or one of another sum: somebody must look. */
const isAnother = (deposit: Deposit, object: PaymentObject): boolean =>
  object.depositId !== deposit.depositId ||
  object.cents !== deposit.cents ||
  object.currency !== CARD_CURRENCY ||
  (deposit.chargeId !== null && deposit.paymentId !== object.id);

const foreign = (deposit: Deposit, object: PaymentObject): DepositDecision =>
  applied<Deposit | null>(deposit, { incidents: [object] });

const STATUS_OF: Readonly<Record<PaymentObject['status'], DepositStatus>> = {
  open: 'created',
  processing: 'processing',
  succeeded: 'settled',
  failed: 'failed',
  canceled: 'failed',
};

function settle(
  deposit: Deposit,
  { status, charge }: PaymentObject,
  { nowMs, depositHoldMs }: DepositContext,
): Deposit {
  const next = STATUS_OF[status];
  if (!DEPOSIT_TRANSITIONS[deposit.status].includes(next)) return deposit;
  if (next !== 'settled') return { ...deposit, status: next };
  return charge ? { ...deposit, status: next, chargeId: charge.id, heldUntilMs: nowMs + depositHoldMs } : deposit;
}

/** Books each part of a charge that is news: the money, then each refund, then the dispute. */
function seeCharge(progress: Progress, before: Deposit, charge: Charge & { cents: bigint }): void {
  if (before.chargeId === null) add(progress, bookSettled(progress.deposit, charge, progress.context));
  for (const refund of charge.refunds) seeRefund(progress, refund);
  if (charge.dispute) seeDispute(progress, charge.dispute);
}

function seeRefund(progress: Progress, refund: RefundObject): void {
  const { deposit } = progress;
  const known = deposit.refunds.find(({ id }) => id === refund.id);
  if (!known) add(progress, bookRefund(deposit, refund, progress.context));
  if (refund.failed && !known?.failed) add(progress, bookRefundFailed(deposit, refund, progress.context));
  if (known && (known.failed || !refund.failed)) return;
  progress.deposit = { ...deposit, refunds: [...deposit.refunds.filter(({ id }) => id !== refund.id), refund] };
}

/** Open takes the money, won gives it back; lost changes nothing more. News that would go backwards is ignored. */
function seeDispute(progress: Progress, dispute: NonNullable<Charge['dispute']>): void {
  const { deposit } = progress;
  const stage = deposit.dispute?.stage ?? null;
  if (stage === null) add(progress, bookDisputed(deposit, dispute, progress.context));
  if (stage === 'won' || stage === 'lost' || stage === dispute.stage) return;
  if (dispute.stage === 'won') add(progress, bookDisputeWon(deposit, dispute, progress.context));
  progress.deposit = { ...deposit, dispute };
}

/** Each booking sees the balances that the one before it leaves. */
function add(progress: Progress, booking: Transfer): void {
  progress.transfers.push(booking);
  progress.context = movedBalances(progress.context, progress.deposit.userId, booking);
}

function tell(before: Deposit, { deposit }: Progress): DepositDecision['notices'] {
  const opened = before.dispute === null && deposit.dispute !== null;
  const settled = before.chargeId === null && deposit.chargeId !== null;
  const refunded = refundedOf(before.refunds) !== refundedOf(deposit.refunds);
  const kinds = [settled && 'deposit-settled', refunded && 'deposit-refunded', opened && 'deposit-disputed'];
  return kinds
    .filter((kind) => kind !== false)
    .map((kind) => ({ to: 'customer', userId: deposit.userId, kind, text: deposit.depositId }));
}
