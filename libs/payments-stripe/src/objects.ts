import type {
  BalanceTransaction,
  ChargeObject,
  CheckoutObject,
  DisputeStage,
  InvoiceObject,
  PaymentObject,
  PayoutObject,
  ReversalObject,
  SubscriptionObject,
  Tag,
  TransferObject,
} from '@orbiquant/payments';
import type Stripe from 'stripe';
import { minorOf } from './stripe-amount.ts';

/** The id of something that Stripe gives as an id or, when asked to, as the whole. */
export const idOf = (named: string | { readonly id: string }): string => (typeof named === 'string' ? named : named.id);
const idOrNull = (named: string | { readonly id: string } | null | undefined): string | null =>
  named === null || named === undefined ? null : idOf(named);

/** Our tag, as it is kept in an object's metadata. */
export const metadataOf = ({ sagaId, attemptNo }: Tag): Record<string, string> => ({
  saga: sagaId,
  attempt: String(attemptNo),
});

/** The tag of an object that a saga asked for. */
export function tagOf(metadata: Stripe.Metadata | null): Tag | null {
  const { saga, attempt } = metadata ?? {};
  return saga === undefined || attempt === undefined || !/^\d{1,9}$/.test(attempt)
    ? null
    : { sagaId: saga, attemptNo: Number(attempt) };
}

const currencyOf = (currency: string): string => currency.toUpperCase();

export const transferOf = (transfer: Stripe.Transfer): TransferObject => ({
  object: 'transfer',
  id: transfer.id,
  cents: minorOf(transfer.amount),
  currency: currencyOf(transfer.currency),
  destination: idOrNull(transfer.destination) ?? '',
  reversedCents: minorOf(transfer.amount_reversed),
  tag: tagOf(transfer.metadata),
});

export const reversalOf = (reversal: Stripe.TransferReversal): ReversalObject => ({
  object: 'reversal',
  id: reversal.id,
  transferId: idOf(reversal.transfer),
  cents: minorOf(reversal.amount),
  tag: tagOf(reversal.metadata),
});

const PAYOUT_STATUSES: ReadonlySet<string> = new Set(['pending', 'in_transit', 'paid', 'failed', 'canceled']);

/** A status that Stripe may invent one day means for us that the payout is still on its way. */
const payoutStatus = (status: string): PayoutObject['status'] =>
  PAYOUT_STATUSES.has(status) ? (status as PayoutObject['status']) : 'in_transit';

export const payoutOf = (payout: Stripe.Payout, account: string): PayoutObject => ({
  object: 'payout',
  id: payout.id,
  account,
  cents: minorOf(payout.amount),
  currency: currencyOf(payout.currency),
  status: payoutStatus(payout.status),
  failureCode: payout.failure_code,
  tag: tagOf(payout.metadata),
});

export const transactionOf = (transaction: Stripe.BalanceTransaction): BalanceTransaction => ({
  object: 'balance-transaction',
  id: transaction.id,
  sourceId: idOrNull(transaction.source),
  netCents: minorOf(transaction.net),
  currency: currencyOf(transaction.currency),
  createdAtMs: transaction.created * 1000,
});

const CLOSED_CHECKOUTS = ['complete', 'expired'] as const;

export const checkoutOf = (session: Stripe.Checkout.Session): CheckoutObject => ({
  object: 'checkout',
  id: session.id,
  status: CLOSED_CHECKOUTS.find((status) => status === session.status) ?? 'open',
  paymentId: idOrNull(session.payment_intent),
  depositId: session.metadata?.['deposit'] ?? null,
});

const PAYMENT_STATUSES: Readonly<Record<string, PaymentObject['status']>> = {
  processing: 'processing',
  succeeded: 'succeeded',
  canceled: 'canceled',
};

/** What a payment is for, and what became of its money. */
export type PaymentParts = { readonly charge: ChargeObject | null; readonly invoiceId: string | null };

export const paymentOf = (intent: Stripe.PaymentIntent, { charge, invoiceId }: PaymentParts): PaymentObject => ({
  object: 'payment',
  id: intent.id,
  status:
    intent.status === 'requires_payment_method' && intent.last_payment_error
      ? 'failed'
      : (PAYMENT_STATUSES[intent.status] ?? 'open'),
  cents: minorOf(intent.amount),
  currency: currencyOf(intent.currency),
  charge,
  depositId: intent.metadata['deposit'] ?? null,
  invoiceId,
});

/** A warning asks for an answer and takes no money; only what follows it does. */
const stageOf = (status: string): DisputeStage => (status === 'won' || status === 'lost' ? status : 'open');
const takesMoney = ({ status }: Stripe.Dispute): boolean => !status.startsWith('warning_');

/** What was taken back of a charge. */
export type TakenBack = { readonly refunds: readonly Stripe.Refund[]; readonly disputes: readonly Stripe.Dispute[] };

export const chargeOf = (charge: Stripe.Charge, feeCents: bigint, { refunds, disputes }: TakenBack): ChargeObject => {
  const dispute = disputes.find(takesMoney);
  return {
    id: charge.id,
    feeCents,
    refunds: refunds.map(({ id, amount, status }) => ({
      id,
      cents: minorOf(amount),
      failed: status === 'failed' || status === 'canceled',
    })),
    dispute: dispute
      ? {
          id: dispute.id,
          stage: stageOf(dispute.status),
          cents: minorOf(dispute.amount),
          feeCents: dispute.balance_transactions.reduce((sum, { fee }) => sum + minorOf(fee), 0n),
        }
      : null,
  };
};

const SUBSCRIPTION_STATUSES: ReadonlySet<string> = new Set([
  'incomplete',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'canceled',
]);

export const subscriptionOf = (subscription: Stripe.Subscription): SubscriptionObject => ({
  object: 'subscription',
  id: subscription.id,
  userId: subscription.metadata['user'] ?? null,
  plan: subscription.metadata['plan'] ?? '',
  status: SUBSCRIPTION_STATUSES.has(subscription.status)
    ? (subscription.status as SubscriptionObject['status'])
    : 'canceled',
  periodEndMs: Math.max(0, ...subscription.items.data.map((item) => item.current_period_end * 1000)),
});

export const invoiceOf = (invoice: Stripe.Invoice, charge: ChargeObject | null): InvoiceObject => ({
  object: 'invoice',
  id: invoice.id ?? '',
  userId: invoice.parent?.subscription_details?.metadata?.['user'] ?? null,
  status: (invoice.status ?? 'draft') as InvoiceObject['status'],
  paidCents: minorOf(invoice.amount_paid),
  currency: currencyOf(invoice.currency),
  charge,
});

/** The payment that settles a bill. */
export function paymentIdOf(invoice: Stripe.Invoice): string | null {
  const paid = invoice.payments?.data.find(({ status }) => status === 'paid');
  return idOrNull(paid?.payment.payment_intent);
}
