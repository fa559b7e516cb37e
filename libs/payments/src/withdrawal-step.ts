import type { Decision } from './saga.ts';
import type { Grant, WithdrawalContext, WithdrawalInput, WithdrawalRefusal } from './withdrawal-input.ts';
import type { Withdrawal, WithdrawalStatus } from './withdrawal-state.ts';

/**
 * What a step makes of a withdrawal, with what the asking worker may do next, or why a request was refused. To wait or rest
 * is granted without writing anything (`applied` is false); a call is granted only by a step that was written.
 */
export type WithdrawalDecision = Decision<Withdrawal | null> & { grant?: Grant; refusal?: WithdrawalRefusal };

/** How one kind of input is decided, once the withdrawal exists and its status allows that input. */
export type WithdrawalStep<K extends WithdrawalInput['kind']> = (
  withdrawal: Withdrawal,
  input: Extract<WithdrawalInput, { kind: K }>,
  context: WithdrawalContext,
) => WithdrawalDecision;

/** Which inputs each status listens to; anything else is ignored. `fetched` is always heard: money may have moved. */
export const WITHDRAWAL_INPUTS: Readonly<Record<WithdrawalStatus, ReadonlyArray<WithdrawalInput['kind']>>> = {
  requested: ['approve', 'reject', 'cancel', 'fetched'],
  approved: ['submit', 'reject', 'cancel', 'fetched'],
  submitting: ['advance', 'answered', 'looked-up', 'fetched'],
  unknown: ['advance', 'answered', 'looked-up', 'fetched'],
  submitted: ['advance', 'answered', 'looked-up', 'fetched'],
  reversing: ['advance', 'answered', 'looked-up', 'fetched'],
  paid: ['advance', 'answered', 'looked-up', 'fetched'],
  returned: ['advance', 'answered', 'looked-up', 'fetched'],
  failed: ['advance', 'answered', 'looked-up', 'fetched'],
  canceled: ['fetched'],
  rejected: ['fetched'],
};
