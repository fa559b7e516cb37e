import { advance } from './withdrawal-advance.ts';
import { answered, lookedUp } from './withdrawal-answers.ts';
import { approve, cancel, decideRequest, reject, submit } from './withdrawal-approval.ts';
import { ignored } from './saga.ts';
import type { WithdrawalContext, WithdrawalInput } from './withdrawal-input.ts';
import { fetched } from './withdrawal-objects.ts';
import type { Withdrawal } from './withdrawal-state.ts';
import { WITHDRAWAL_INPUTS, type WithdrawalDecision } from './withdrawal-step.ts';

type Later = Exclude<WithdrawalInput, { kind: 'request' }>;

/**
 * One step in the life of a withdrawal: what becomes of its row, which money is booked, what is put into the outbox.
 * Pure; an input that does not fit the state changes nothing, so every input may come twice, late, or in any order.
 */
export function decideWithdrawal(
  state: Withdrawal | null,
  input: WithdrawalInput,
  context: WithdrawalContext,
): WithdrawalDecision {
  if (state === null) return input.kind === 'request' ? decideRequest(input, context) : ignored(null);
  if (input.kind === 'request' || !WITHDRAWAL_INPUTS[state.status].includes(input.kind)) return ignored(state);
  return decideLater(state, input, context);
}

function decideLater(state: Withdrawal, input: Later, context: WithdrawalContext): WithdrawalDecision {
  switch (input.kind) {
    case 'approve':
      return approve(state, input, context);
    case 'reject':
      return reject(state, input, context);
    case 'cancel':
      return cancel(state, input, context);
    case 'submit':
      return submit(state, input, context);
    case 'advance':
      return advance(state, input, context);
    case 'answered':
      return answered(state, input, context);
    default:
      return input.kind === 'fetched' ? fetched(state, input, context) : lookedUp(state, input, context);
  }
}
