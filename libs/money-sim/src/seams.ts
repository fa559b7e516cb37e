import {
  decideDeposit,
  decideIncident,
  decideWithdrawal,
  WITHDRAWAL_POLICY,
  workDoorbell,
  workReconcile,
  workWithdrawal,
  type WithdrawalPolicy,
} from '@orbiquant/payments';
import { payOutMonth, strikePool } from '@orbiquant/pamm';
import { monthIndexOf } from '@orbiquant/periods';
import { ORDER_SEAMS, type OrderSeams } from './order-seams.ts';
import { ALL_PROMISES, type StorePromises } from './store.ts';
import type { StripePort } from './stripe-port.ts';
import type { StripeBooks } from '@orbiquant/stripe-emulator';

/**
 * The product's own functions, at the places where a defect can be put in. The simulation calls them through here and
 * nowhere else, so a seeded defect is a wrapper, never a branch in the product.
 */
export type Seams = {
  withdrawal: typeof decideWithdrawal;
  deposit: typeof decideDeposit;
  incident: typeof decideIncident;
  policy: WithdrawalPolicy;
  depositHoldMs: number;
  workWithdrawal: typeof workWithdrawal;
  workDoorbell: typeof workDoorbell;
  workReconcile: typeof workReconcile;
  /** Wraps the port to the processor; made anew for each world. */
  port: (port: StripePort, books: StripeBooks) => StripePort;
  promises: StorePromises;
  /** Whether the driver gives a call up before it begins when its deadline has passed. */
  honoursDeadline: boolean;
  /** Whose clock a step reads: the database's, or the worker's own, which may be days off. */
  clock: 'database' | 'worker';
  /** How long a standing may be remembered before it is read again; 0: it is read under lock. */
  standingAgeMs: number;
  strike: typeof strikePool;
  payOut: typeof payOutMonth;
  periodOf: typeof monthIndexOf;
  /** Whether a distribution is claimed by inserting its row, and what is due is read from a table. */
  claimsPeriods: boolean;
  dutiesInTable: boolean;
  /** Whether a strike counts what is not reconciled, and whose NAV it believes. */
  countsDifferences: boolean;
  believesClaim: boolean;
  /** Whether a request leaves the queue once it is dealt. */
  clearsQueue: boolean;
  orders: OrderSeams;
};

const CENT_ACTION = 1_00n;

/** The product as it is, with a dual-approval threshold and limits that the small sums of a simulation reach. */
export const PRODUCT: Seams = {
  withdrawal: decideWithdrawal,
  deposit: decideDeposit,
  incident: decideIncident,
  policy: {
    ...WITHDRAWAL_POLICY,
    minCents: CENT_ACTION,
    approvalFromCents: 50_00n,
    dualApprovalFromCents: 300_00n,
    max24hCents: 900_00n,
    max30dCents: 3_000_00n,
  },
  depositHoldMs: 12 * 3_600_000,
  workWithdrawal,
  workDoorbell,
  workReconcile,
  port: (port) => port,
  promises: ALL_PROMISES,
  honoursDeadline: true,
  clock: 'database',
  standingAgeMs: 0,
  strike: strikePool,
  payOut: payOutMonth,
  periodOf: monthIndexOf,
  claimsPeriods: true,
  dutiesInTable: true,
  countsDifferences: true,
  believesClaim: false,
  clearsQueue: true,
  orders: ORDER_SEAMS,
};
