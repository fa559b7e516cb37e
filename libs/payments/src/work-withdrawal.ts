import type { Rng } from '@orbiquant/kernel';
import type { CallOutcome } from './stripe-call.ts';
import { makeCall, makeStep, type Work } from './work.ts';
import type { Grant, WithdrawalInput } from './withdrawal-input.ts';
import { isLegObject } from './withdrawal-objects.ts';

const ROUNDS_MAX = 12;

/**
 * Works on a withdrawal: asks what may be done, does it, tells what became of it, until there is nothing to do now. What is
 * allowed is decided by the steps alone, so two workers on the same withdrawal, or one that died and came back, do no harm.
 */
export function* workWithdrawal(withdrawalId: string, rng: Rng): Work {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const asked = yield* makeStep({ saga: 'withdrawal', sagaId: withdrawalId, input: { kind: 'advance' } });
    if (!asked) return { kind: 'fenced' };
    if (!asked.grant || asked.grant.do === 'rest') return { kind: 'done' };
    if (asked.grant.do === 'wait') return { kind: 'again', atMs: asked.grant.untilMs };
    const outcome = yield* makeCall(asked.grant.call, asked.grant.deadlineAtMs);
    if (!outcome) return { kind: 'fenced' };
    const input = inputOf(asked.grant, outcome, rng);
    if (!(yield* makeStep({ saga: 'withdrawal', sagaId: withdrawalId, input }))) return { kind: 'fenced' };
  }
  return { kind: 'again', atMs: 0 };
}

function inputOf(
  grant: Extract<Grant, { do: 'post' | 'look-up' }>,
  outcome: CallOutcome,
  rng: Rng,
): Extract<WithdrawalInput, { kind: 'answered' | 'looked-up' }> {
  const { leg, attemptNo } = grant;
  if (grant.do === 'post') {
    return { kind: 'answered', leg, attemptNo, tryNo: grant.tryNo, outcome, jitter: rng.next() };
  }
  const found = outcome.kind === 'done' ? outcome.objects.filter(isLegObject) : null;
  return { kind: 'looked-up', leg, attemptNo, askedAtMs: grant.askedAtMs, found };
}
