import type {
  BalanceTransaction,
  ChargeObject,
  CheckoutObject,
  DisputeStage,
  PaymentObject,
  PayoutObject,
  ReversalObject,
  Tag,
  TransferObject,
} from '@orbiquant/payments';
import type * as stripe from '@orbiquant/stripe-emulator';

/** Our tag, as it is kept in an object's metadata. */
export const metadataOf = ({ sagaId, attemptNo }: Tag): Record<string, string> => ({
  saga: sagaId,
  attempt: String(attemptNo),
});

function tagOf({ saga, attempt }: Readonly<Record<string, string>>): Tag | null {
  return saga === undefined || attempt === undefined ? null : { sagaId: saga, attemptNo: Number(attempt) };
}

const currencyOf = (currency: string): string => currency.toUpperCase();

export const transferOf = (transfer: stripe.Transfer): TransferObject => ({
  object: 'transfer',
  id: transfer.id,
  cents: BigInt(transfer.amount),
  currency: currencyOf(transfer.currency),
  destination: transfer.destination,
  reversedCents: BigInt(transfer.amount_reversed),
  tag: tagOf(transfer.metadata),
});

export const reversalOf = (reversal: stripe.TransferReversal): ReversalObject => ({
  object: 'reversal',
  id: reversal.id,
  transferId: reversal.transfer,
  cents: BigInt(reversal.amount),
  tag: tagOf(reversal.metadata),
});

export const payoutOf = (payout: stripe.Payout, account: string): PayoutObject => ({
  object: 'payout',
  id: payout.id,
  account,
  cents: BigInt(payout.amount),
  currency: currencyOf(payout.currency),
  status: payout.status,
  failureCode: payout.failure_code,
  tag: tagOf(payout.metadata),
});

export const transactionOf = (transaction: stripe.BalanceTransaction): BalanceTransaction => ({
  object: 'balance-transaction',
  id: transaction.id,
  sourceId: transaction.source,
  netCents: BigInt(transaction.net),
  currency: currencyOf(transaction.currency),
  createdAtMs: transaction.created * 1000,
});

export const checkoutOf = (session: stripe.CheckoutSession): CheckoutObject => ({
  object: 'checkout',
  id: session.id,
  status: session.status,
  paymentId: session.payment_intent,
  depositId: session.metadata['deposit'] ?? null,
});

const PAYMENT_STATUS: Readonly<Record<stripe.PaymentIntent['status'], PaymentObject['status']>> = {
  requires_payment_method: 'open',
  requires_confirmation: 'open',
  processing: 'processing',
  succeeded: 'succeeded',
  canceled: 'canceled',
};

export const paymentOf = (
  intent: Omit<stripe.PaymentIntent, 'latest_charge'>,
  charge: ChargeObject | null,
  invoiceId: string | null,
): PaymentObject => ({
  object: 'payment',
  id: intent.id,
  status:
    intent.status === 'requires_payment_method' && intent.last_payment_error ? 'failed' : PAYMENT_STATUS[intent.status],
  cents: BigInt(intent.amount),
  currency: currencyOf(intent.currency),
  charge,
  depositId: intent.metadata['deposit'] ?? null,
  invoiceId,
});

const STAGE: Readonly<Record<stripe.Dispute['status'], DisputeStage>> = {
  needs_response: 'open',
  under_review: 'open',
  won: 'won',
  lost: 'lost',
};

/** A charge with what was taken back of it. */
export const chargeOf = (
  charge: Pick<stripe.Charge, 'id'>,
  feeCents: bigint,
  taken: { refunds: readonly stripe.Refund[]; dispute: stripe.Dispute | undefined },
): ChargeObject => ({
  id: charge.id,
  feeCents,
  refunds: taken.refunds.map(({ id, amount, status }) => ({ id, cents: BigInt(amount), failed: status === 'failed' })),
  dispute: taken.dispute
    ? {
        id: taken.dispute.id,
        stage: STAGE[taken.dispute.status],
        cents: BigInt(taken.dispute.amount),
        feeCents: BigInt(taken.dispute.balance_transactions.reduce((sum, { fee }) => sum + fee, 0)),
      }
    : null,
});
