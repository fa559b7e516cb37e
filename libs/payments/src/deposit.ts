import type { DisputeObject, PaymentObject, RefundObject } from './stripe-call.ts';

/** The life of a card deposit. */
export const DEPOSIT_STATUSES = ['created', 'processing', 'failed', 'settled', 'released'] as const;
/** Where a card deposit stands. `settled`: credited but not yet to be withdrawn; `released`: like any other money. */
export type DepositStatus = (typeof DEPOSIT_STATUSES)[number];

/** Every legal step; the database refuses any other. A failed payment that succeeds after all is credited: money is money. */
export const DEPOSIT_TRANSITIONS: Readonly<Record<DepositStatus, readonly DepositStatus[]>> = {
  created: ['processing', 'failed', 'settled'],
  processing: ['failed', 'settled'],
  failed: ['settled'],
  settled: ['released'],
  released: [],
};

/** One card deposit: one row, changed only by `decideDeposit`. */
export type Deposit = {
  depositId: string;
  userId: string;
  /** What the investor set out to pay; cents of USD, > 0. */
  cents: bigint;
  status: DepositStatus;
  createdAtMs: number;
  paymentId: string | null;
  chargeId: string | null;
  /** Not to be withdrawn before; null until settled. */
  heldUntilMs: number | null;
  refunds: readonly RefundObject[];
  dispute: DisputeObject | null;
};

/** What a step of a deposit may know besides its row; the balances are those of its owner, under lock. */
export type DepositContext = {
  nowMs: number;
  /** How long money from a card stays in the house before it can be withdrawn. */
  depositHoldMs: number;
  walletMinor: bigint;
  /** <= 0. */
  receivableMinor: bigint;
};

/** What can happen to a deposit. */
export type DepositInput =
  | { kind: 'create'; depositId: string; userId: string; cents: bigint }
  /** The payment as the processor shows it now: the only source of what is known of it. */
  | { kind: 'fetched'; object: PaymentObject }
  /** The processor says that the page to pay on is closed. */
  | { kind: 'expired' }
  /** Time has passed. */
  | { kind: 'release' };

/** Cents of a deposit that its owner may not withdraw yet. */
export function heldCentsOf({ status, cents, refunds, dispute }: Deposit): bigint {
  if (status !== 'settled') return 0n;
  const disputed = dispute && dispute.stage !== 'won' ? dispute.cents : 0n;
  const left = cents - refundedOf(refunds) - disputed;
  return left > 0n ? left : 0n;
}

/** Cents of refunds that stand. */
export const refundedOf = (refunds: readonly RefundObject[]): bigint =>
  refunds.reduce((sum, { cents, failed }) => (failed ? sum : sum + cents), 0n);
