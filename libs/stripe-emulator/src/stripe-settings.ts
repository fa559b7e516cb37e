/** How this emulation of Stripe behaves; every time is in milliseconds, every amount in minor units. */
export type StripeSettings = {
  /** The platform's own account. */
  platformId: string;
  /** Secret keys that are let in; null lets every key in. */
  apiKeys: readonly string[] | null;
  apiVersion: string;
  /** Where hosted pages live, without a final slash. */
  hostedUrl: () => string;
  /** What the platform owns at the start, by currency. */
  openingBalances: Readonly<Record<string, bigint>>;
  /** Processing fee of a charge: basis points (290 = 2.9 %), rounded half up, plus a fixed part. */
  feeBps: number;
  feeFixed: number;
  /** Kept by Stripe when a charge is disputed, won or lost. */
  disputeFee: number;
  /** From a charge to its money being available. */
  settlementMs: number;
  /** From a bank debit to its success or failure. */
  bankDebitMs: number;
  /** From a charge on a card that disputes to the dispute. */
  disputeAfterMs: number;
  /** From a refund on a card that fails refunds to the failure. */
  refundFailureMs: number;
  payoutInTransitMs: number;
  /** From the order of a payout to `paid`, or to `failed` where that is its fate. */
  payoutPaidMs: number;
  /** Whether a bank account to which a payout failed takes no more of them, as at Stripe. */
  failedPayoutStopsBank: boolean;
  idempotencyKeptMs: number;
  sessionOpenMs: number;
  /** From the draft of a renewal's invoice to its finalisation. */
  invoiceDraftMs: number;
  /** Waits before each further attempt at a failed renewal; after the last one the subscription ends. */
  renewalRetriesMs: readonly number[];
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Stripe's published habits. @see https://docs.stripe.com/api/idempotent_requests, https://docs.stripe.com/payouts */
export const STRIPE_DEFAULTS: StripeSettings = {
  platformId: 'acct_platform',
  apiKeys: null,
  apiVersion: '2026-10-28.endive',
  hostedUrl: () => 'https://checkout.stripe.com',
  openingBalances: {},
  feeBps: 290,
  feeFixed: 30,
  disputeFee: 1500,
  settlementMs: 2 * DAY_MS,
  bankDebitMs: 4 * DAY_MS,
  disputeAfterMs: 60_000,
  refundFailureMs: HOUR_MS,
  payoutInTransitMs: HOUR_MS,
  payoutPaidMs: 2 * DAY_MS,
  failedPayoutStopsBank: true,
  idempotencyKeptMs: DAY_MS,
  sessionOpenMs: DAY_MS,
  invoiceDraftMs: HOUR_MS,
  renewalRetriesMs: [3 * DAY_MS, 5 * DAY_MS, 7 * DAY_MS],
};
