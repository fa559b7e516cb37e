import { backOff, judgeAbsence, refusalIsFinal, type Attempt, type Leg } from './attempt.ts';
import { applied, ignored } from './saga.ts';
import { giveUp } from './withdrawal-approval.ts';
import { withLeg } from './withdrawal-advance.ts';
import type { WithdrawalContext, WithdrawalInput } from './withdrawal-input.ts';
import { isLegObject, seeObjects } from './withdrawal-objects.ts';
import { legAtWork, type LegName, type Withdrawal } from './withdrawal-state.ts';
import type { WithdrawalDecision, WithdrawalStep } from './withdrawal-step.ts';

type Answered = Extract<WithdrawalInput, { kind: 'answered' }>;
type Open = { name: LegName; leg: Leg; attempt: Attempt };

/** Refusals that pass by themselves: the money is not there yet. Another attempt follows. */
const PASSING: ReadonlySet<string> = new Set(['balance_insufficient', 'insufficient_funds']);

/** Each refusal in a row makes the pause longer by one, up to so many. */
const REFUSAL_PAUSES_MAX = 12;

/** What became of a call. Only the processor's own refusal says that nothing happened. */
export const answered: WithdrawalStep<'answered'> = (withdrawal, input, context) => {
  const { outcome } = input;
  if (outcome.kind === 'done') return seeObjects(withdrawal, outcome.objects.filter(isLegObject), context);
  const open = openLeg(withdrawal, input);
  if (!open) return ignored(withdrawal);
  const final = outcome.kind === 'rejected' && refusalIsFinal(open.attempt, input.tryNo, context.nowMs);
  return final
    ? refused(withdrawal, { open, code: outcome.code }, context)
    : unknown(withdrawal, { open, input }, context);
};

/** What a look-up found: the object, or nothing, which becomes proof only after the fence. */
export const lookedUp: WithdrawalStep<'looked-up'> = (withdrawal, input, context) => {
  const open = openLeg(withdrawal, input);
  if (input.found === null) return ignored(withdrawal);
  if (input.found.length > 0) return seeObjects(withdrawal, input.found, context);
  if (!open) return ignored(withdrawal);
  const { proven, attempt } = judgeAbsence(open.attempt, input.askedAtMs, context.policy.attempt);
  return proven
    ? absent(withdrawal, open, context)
    : applied<Withdrawal | null>(withLeg(withdrawal, open.name, { ...open.leg, attempt }));
};

/** The leg and attempt that an answer is about, if they are still open. */
function openLeg(withdrawal: Withdrawal, { leg: name, attemptNo }: { leg: LegName; attemptNo: number }): Open | null {
  const leg = withdrawal.legs[name];
  const isOpen = leg.status === 'open' && leg.attempt?.attemptNo === attemptNo && legAtWork(withdrawal) === name;
  return isOpen && leg.attempt ? { name, leg, attempt: leg.attempt } : null;
}

/** Nobody knows: the key is tried again, or looked up, and nothing is given back. */
function unknown(
  withdrawal: Withdrawal,
  { open, input }: { open: Open; input: Answered },
  { nowMs, policy }: WithdrawalContext,
): WithdrawalDecision {
  if (input.tryNo !== open.attempt.tries) return ignored(withdrawal);
  const atLeastMs = input.outcome.kind === 'unknown' ? (input.outcome.retryAfterMs ?? 0) : 0;
  const attempt = backOff(open.attempt, { nowMs, jitter: input.jitter, atLeastMs }, policy.attempt);
  const next = withLeg(withdrawal, open.name, { ...open.leg, attempt });
  return applied<Withdrawal | null>(next.status === 'submitting' ? { ...next, status: 'unknown' } : next);
}

/** It did not happen. A short balance waits and begins again; anything else ends the leg. */
function refused(
  withdrawal: Withdrawal,
  { open, code }: { open: Open; code: string },
  context: WithdrawalContext,
): WithdrawalDecision {
  const { attempt: policy } = context.policy;
  const refusals = open.leg.refusals + 1;
  const pauseMs = policy.refusalPauseMs * Math.min(refusals, REFUSAL_PAUSES_MAX);
  const leg: Leg = { ...open.leg, status: 'idle', refusals, notBeforeMs: context.nowMs + pauseMs };
  const next = withLeg(withdrawal, open.name, leg);
  const again = open.name === 'reversal' || (PASSING.has(code) && mayWait(open.name, leg, policy.refusalsMax));
  if (!again) return endLeg({ ...next, reason: code }, open.name, context);
  return applied<Withdrawal | null>(next.status === 'unknown' ? { ...next, status: 'submitting' } : next, {
    notices: [{ to: 'operators', userId: null, kind: `${open.name}-refused`, text: code }],
  });
}

/** Our own balance may be short as long as it takes; a connected account that stays short will not get richer. */
const mayWait = (name: LegName, leg: Leg, refusalsMax: number): boolean =>
  name === 'transfer' || leg.refusals < refusalsMax;

/** Proven absent: the attempt is closed. A payout leg fetches the money back; a reversal is begun anew. */
function absent(withdrawal: Withdrawal, { name, leg }: Open, context: WithdrawalContext): WithdrawalDecision {
  const next = withLeg(withdrawal, name, { ...leg, status: 'idle' });
  if (name === 'reversal') return applied<Withdrawal | null>(next);
  return endLeg({ ...next, reason: 'never-arrived' }, name, context);
}

/** A leg that will not happen: before the transfer nothing has left; after it the money is fetched back first. */
function endLeg(withdrawal: Withdrawal, name: LegName, context: WithdrawalContext): WithdrawalDecision {
  if (name === 'transfer') return giveUp({ ...withdrawal, status: 'failed' }, context);
  return applied<Withdrawal | null>({ ...withdrawal, status: 'reversing' });
}
