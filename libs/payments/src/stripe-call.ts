import { invariant } from '@orbiquant/kernel';

declare const connected: unique symbol;
/** An account of an investor at the processor. Only `connectedAccountId` makes one: a payout without it would go to our own bank. */
export type ConnectedAccountId = string & { readonly [connected]: true };

/** Reads an account id of the processor. @throws Invariant, when it is not one. */
export function connectedAccountId(text: string): ConnectedAccountId {
  invariant(/^acct_[A-Za-z0-9]{1,64}$/.test(text), `not an account of the processor: ${text}`);
  return text as ConnectedAccountId;
}

/** What ties an object at the processor to the saga that asked for it; stored there as metadata. */
export type Tag = { sagaId: string; attemptNo: number };

/** Money moved from our balance to an investor's connected account. */
export type TransferObject = {
  object: 'transfer';
  id: string;
  cents: bigint;
  currency: string;
  destination: string;
  reversedCents: bigint;
  tag: Tag | null;
};
/** Money on its way from a connected account to a bank. */
export type PayoutObject = {
  object: 'payout';
  id: string;
  account: string;
  cents: bigint;
  currency: string;
  status: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  failureCode: string | null;
  tag: Tag | null;
};
/** Money brought back from a connected account to ours. */
export type ReversalObject = { object: 'reversal'; id: string; transferId: string; cents: bigint; tag: Tag | null };
/** How far a dispute has come; `open` takes the money, `won` gives it back. */
export type DisputeStage = 'open' | 'won' | 'lost';
/** Money sent back to a card; `failed`: the card's bank refused it, and the money is with us again. */
export type RefundObject = { id: string; cents: bigint; failed: boolean };
/** A charge that the payer's bank takes back; `feeCents` is kept by the processor, won or lost. */
export type DisputeObject = { id: string; stage: DisputeStage; cents: bigint; feeCents: bigint };
/** Money taken from a card, with all that was taken back since. */
export type ChargeObject = {
  id: string;
  feeCents: bigint;
  refunds: readonly RefundObject[];
  dispute: DisputeObject | null;
};
/** A card payment with all that happened to its charge since. */
export type PaymentObject = {
  object: 'payment';
  id: string;
  status: 'open' | 'processing' | 'succeeded' | 'failed' | 'canceled';
  cents: bigint;
  currency: string;
  /** The charge that succeeded; null until then. */
  charge: ChargeObject | null;
  /** The deposit it pays for, or null: then it is an invoice's, or a stranger's. */
  depositId: string | null;
  invoiceId: string | null;
};
/** A customer's subscription of a plan. */
export type SubscriptionObject = {
  object: 'subscription';
  id: string;
  userId: string | null;
  plan: string;
  status: 'incomplete' | 'trialing' | 'active' | 'past_due' | 'unpaid' | 'canceled';
  periodEndMs: number;
};
/** A bill of a plan. */
export type InvoiceObject = {
  object: 'invoice';
  id: string;
  userId: string | null;
  status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  paidCents: bigint;
  currency: string;
  /** The charge that paid it; null until then, and for a bill of nothing. */
  charge: ChargeObject | null;
};
/** One movement of our own balance at the processor; the sum of all of them is the balance. */
export type BalanceTransaction = {
  object: 'balance-transaction';
  id: string;
  /** What it belongs to: a charge, refund, dispute, transfer, reversal, payout; null for the processor's own doings. */
  sourceId: string | null;
  netCents: bigint;
  currency: string;
  createdAtMs: number;
};
/** The page that a deposit was to be paid on. */
export type CheckoutObject = {
  object: 'checkout';
  id: string;
  status: 'open' | 'complete' | 'expired';
  paymentId: string | null;
  depositId: string | null;
};
/** Anything that the processor may show us. */
export type StripeObject =
  | CheckoutObject
  | TransferObject
  | PayoutObject
  | ReversalObject
  | PaymentObject
  | SubscriptionObject
  | InvoiceObject
  | BalanceTransaction;

/** Calls that move money: each carries a key that was stored before. */
export type StripePost =
  | {
      op: 'create-transfer';
      key: string;
      tag: Tag;
      cents: bigint;
      currency: string;
      destination: ConnectedAccountId;
    }
  | { op: 'create-payout'; key: string; tag: Tag; cents: bigint; currency: string; account: ConnectedAccountId }
  | { op: 'reverse-transfer'; key: string; tag: Tag; cents: bigint; transferId: string };

/** Calls that only look. A `find` lists every object with that tag's saga, whatever its state. */
export type StripeRead =
  | { op: 'find-transfers'; sagaId: string; destination: ConnectedAccountId }
  | { op: 'find-payouts'; sagaId: string; account: ConnectedAccountId }
  | { op: 'find-reversals'; transferId: string }
  | { op: 'get-transfer'; id: string }
  | { op: 'get-payout'; id: string; account: ConnectedAccountId }
  | { op: 'get-checkout'; id: string }
  | { op: 'get-payment'; id: string }
  | { op: 'get-payment-of-charge'; id: string }
  | { op: 'get-subscription'; id: string }
  | { op: 'get-invoice'; id: string }
  | {
      op: 'list';
      /** `transfers` brings their reversals along; `checkouts` those that a deposit waits for. */
      what: 'transfers' | 'payments' | 'checkouts' | 'invoices' | 'subscriptions' | 'balance-transactions';
      sinceMs: number;
    }
  | { op: 'list-payouts'; account: ConnectedAccountId; sinceMs: number };

/** One call of the processor. */
export type StripeCall = StripePost | StripeRead;

/** What became of a call. Only `rejected` says that nothing happened; `unknown` may have happened. */
export type CallOutcome =
  | { kind: 'done'; objects: readonly StripeObject[] }
  | { kind: 'rejected'; code: string }
  | { kind: 'unknown'; why: string; retryAfterMs?: number };
