import { ATTEMPT_POLICY, type AttemptPolicy } from './attempt.ts';

/** The house's rules of paying out. Cents of USD, inclusive bounds unless said; times in ms. */
export type WithdrawalPolicy = {
  minCents: bigint;
  maxCents: bigint;
  /** Most that one investor may ask for in any 24 hours and any 30 days, this request included. */
  max24hCents: bigint;
  max30dCents: bigint;
  /** Below this nobody needs to agree. */
  approvalFromCents: bigint;
  /** From this on two people must agree, neither of them the investor. */
  dualApprovalFromCents: bigint;
  /** From this on a fresh second factor is needed. */
  stepUpFromCents: bigint;
  /** No money leaves for so long after the bank details were changed. */
  coolOffMs: number;
  attempt: AttemptPolicy;
};

const HOUR_MS = 3_600_000;

/** What the house starts with; every figure may be set otherwise. */
export const WITHDRAWAL_POLICY: WithdrawalPolicy = {
  minCents: 1_00n,
  maxCents: 50_000_00n,
  max24hCents: 50_000_00n,
  max30dCents: 250_000_00n,
  approvalFromCents: 1n,
  dualApprovalFromCents: 10_000_00n,
  stepUpFromCents: 1n,
  coolOffMs: 48 * HOUR_MS,
  attempt: ATTEMPT_POLICY,
};

/** How many people must agree to a withdrawal of so many cents. */
export function approvalsNeeded(cents: bigint, policy: WithdrawalPolicy): number {
  if (cents >= policy.dualApprovalFromCents) return 2;
  return cents >= policy.approvalFromCents ? 1 : 0;
}
