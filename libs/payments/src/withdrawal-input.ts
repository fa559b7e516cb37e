import type {
  CallOutcome,
  ConnectedAccountId,
  PayoutObject,
  ReversalObject,
  StripePost,
  StripeRead,
  TransferObject,
} from './stripe-call.ts';
import type { LegName } from './withdrawal-state.ts';
import type { WithdrawalPolicy } from './withdrawal-policy.ts';

/** What is true of the investor while the step's transaction holds their rows. */
export type Standing = {
  /** Wallet less what is on hold after card deposits; minor units of the wallet's currency, >= 0. */
  availableMinor: bigint;
  /** <= 0: what they owe us. */
  receivableMinor: bigint;
  /** Sums of their other withdrawals that count against limits, by time of request; cents. */
  asked24hCents: bigint;
  asked30dCents: bigint;
  /** Where payouts go; null before the investor has named a bank. */
  account: ConnectedAccountId | null;
  /** When that was last changed; null: never. */
  accountChangedAtMs: number | null;
  /** The person may not withdraw (an investigation, a closed account). */
  blocked: boolean;
};

/** What a step may know besides the row: read in its transaction, by the database's clock. */
export type WithdrawalContext = {
  nowMs: number;
  policy: WithdrawalPolicy;
  /** No money may begin to leave the house: something is unexplained. */
  frozen: boolean;
  standing: Standing;
};

/** What can happen to a withdrawal. */
export type WithdrawalInput =
  | { kind: 'request'; withdrawalId: string; userId: string; cents: bigint; steppedUp: boolean }
  | { kind: 'approve'; approverId: string }
  | { kind: 'reject'; approverId: string; reason: string }
  | { kind: 'cancel'; userId: string }
  /** The payout job has its turn. */
  | { kind: 'submit' }
  /** A worker asks what to do next. */
  | { kind: 'advance' }
  /** What became of a call that `advance` granted. `jitter` in [0, 1). */
  | { kind: 'answered'; leg: LegName; attemptNo: number; tryNo: number; outcome: CallOutcome; jitter: number }
  /** What a look-up that `advance` granted found; `null`: the look-up itself failed. */
  | { kind: 'looked-up'; leg: LegName; attemptNo: number; askedAtMs: number; found: readonly LegObject[] | null }
  /** An object of the processor, fetched because a bell rang or the reconciler saw it. */
  | { kind: 'fetched'; object: LegObject };

/** An object that a leg can bring into being. */
export type LegObject = TransferObject | PayoutObject | ReversalObject;

/** What a worker is to do next for a withdrawal. */
export type Grant =
  | { do: 'post'; leg: LegName; attemptNo: number; tryNo: number; call: StripePost; deadlineAtMs: number }
  | { do: 'look-up'; leg: LegName; attemptNo: number; askedAtMs: number; call: StripeRead; deadlineAtMs: number }
  | { do: 'wait'; untilMs: number }
  | { do: 'rest' };

/** Why a request is not taken. */
export type WithdrawalRefusal =
  | 'below-minimum'
  | 'above-maximum'
  | 'over-daily-limit'
  | 'over-monthly-limit'
  | 'insufficient'
  | 'owes-us'
  | 'no-bank-account'
  | 'cool-off'
  | 'step-up-needed'
  | 'blocked'
  | 'frozen';
