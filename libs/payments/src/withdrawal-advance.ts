import { mayTry, nextAttemptNo, openAttempt, tryAgain, type Attempt, type Leg } from './attempt.ts';
import { coolOffEndMs, isCoolingOff } from './judge-request.ts';
import { CARD_CURRENCY } from './par.ts';
import { applied, ignored } from './saga.ts';
import type { StripePost, StripeRead, Tag } from './stripe-call.ts';
import type { Grant, WithdrawalContext } from './withdrawal-input.ts';
import { legAtWork, type LegName, type Withdrawal } from './withdrawal-state.ts';
import type { WithdrawalDecision, WithdrawalStep } from './withdrawal-step.ts';

const RECHECK_HELD_MS = 30 * 60_000;

/** A worker asks what to do: call, look, wait, or leave it. Whatever it may call is written here, before the call. */
export const advance: WithdrawalStep<'advance'> = (withdrawal, _input, context) => {
  const name = legAtWork(withdrawal);
  if (name === null) return rests(withdrawal);
  const leg = withdrawal.legs[name];
  return leg.status === 'open' && leg.attempt
    ? goOn(withdrawal, { name, leg, attempt: leg.attempt }, context)
    : begin(withdrawal, name, context);
};

/** Nothing is open: a new attempt, with a key of its own. No money begins to leave while the house is frozen. */
function begin(withdrawal: Withdrawal, name: LegName, context: WithdrawalContext): WithdrawalDecision {
  const { nowMs, policy } = context;
  const leg = withdrawal.legs[name];
  if (isHeld(name, context)) return waits(withdrawal, Math.max(nowMs + RECHECK_HELD_MS, coolOffEndMs(context)));
  if (nowMs < leg.notBeforeMs) return waits(withdrawal, leg.notBeforeMs);
  const attemptNo = nextAttemptNo(leg);
  const at = { nowMs, key: keyOf(withdrawal, name, attemptNo), fingerprint: fingerprintOf(withdrawal, name) };
  return post(withdrawal, name, openAttempt(leg, at, policy.attempt));
}

function goOn(
  withdrawal: Withdrawal,
  { name, leg, attempt }: { name: LegName; leg: Leg; attempt: Attempt },
  context: WithdrawalContext,
): WithdrawalDecision {
  const { nowMs, policy } = context;
  if (nowMs < attempt.nextMoveAtMs) return waits(withdrawal, attempt.nextMoveAtMs);
  const isSame = attempt.fingerprint === fingerprintOf(withdrawal, name);
  if (isSame && mayTry(attempt, nowMs, policy.attempt) && !goesToNewBank(name, context)) {
    return post(withdrawal, name, { ...leg, attempt: tryAgain(attempt, nowMs, policy.attempt) });
  }
  const looking = { ...attempt, nextMoveAtMs: nowMs + policy.attempt.lookUpGapMs };
  return told(withLeg(withdrawal, name, { ...leg, attempt: looking }), {
    do: 'look-up',
    leg: name,
    attemptNo: attempt.attemptNo,
    askedAtMs: nowMs,
    call: lookUpOf(withdrawal, name),
    deadlineAtMs: nowMs + policy.attempt.deadlineMs,
  });
}

/** Money on its way out waits while the house is frozen or the bank details are new; money that comes back does not. */
const isHeld = (name: LegName, context: WithdrawalContext): boolean =>
  name !== 'reversal' && (context.frozen || goesToNewBank(name, context));

/** Bank details live at the processor, so even a try that was begun before they changed would reach the new bank. */
const goesToNewBank = (name: LegName, context: WithdrawalContext): boolean =>
  name !== 'reversal' && isCoolingOff(context);

function post(withdrawal: Withdrawal, name: LegName, leg: Leg): WithdrawalDecision {
  if (!leg.attempt) return rests(withdrawal);
  const { attemptNo, tries, deadlineAtMs } = leg.attempt;
  const next = withLeg(withdrawal, name, leg);
  return told(next, {
    do: 'post',
    leg: name,
    attemptNo,
    tryNo: tries,
    call: callOf(next, name, leg.attempt),
    deadlineAtMs,
  });
}

/** Nothing to do, and nothing to write. */
const rests = (withdrawal: Withdrawal): WithdrawalDecision => ({
  ...ignored<Withdrawal | null>(withdrawal),
  grant: { do: 'rest' },
});
const waits = (withdrawal: Withdrawal, untilMs: number): WithdrawalDecision => ({
  ...ignored<Withdrawal | null>(withdrawal),
  grant: { do: 'wait', untilMs },
});

const told = (withdrawal: Withdrawal, grant: Grant): WithdrawalDecision => ({
  ...applied<Withdrawal | null>(withdrawal),
  grant,
});

/** The withdrawal with one of its legs replaced. */
export const withLeg = (withdrawal: Withdrawal, name: LegName, leg: Leg): Withdrawal => ({
  ...withdrawal,
  legs: { ...withdrawal.legs, [name]: leg },
});

/** The idempotency key of an attempt: the same for all its tries, another for any other. */
export const keyOf = ({ withdrawalId }: Withdrawal, name: LegName, attemptNo: number): string =>
  `wd:${withdrawalId}:${name}:${attemptNo}`;

const fingerprintOf = ({ cents, account, legs }: Withdrawal, name: LegName): string =>
  [name, cents, CARD_CURRENCY, account, name === 'reversal' ? legs.transfer.objectId : ''].join('|');

function callOf(withdrawal: Withdrawal, name: LegName, { key, attemptNo }: Attempt): StripePost {
  const { cents, account, withdrawalId, legs } = withdrawal;
  const tag: Tag = { sagaId: withdrawalId, attemptNo };
  if (name === 'transfer')
    return { op: 'create-transfer', key, tag, cents, currency: CARD_CURRENCY, destination: account };
  if (name === 'payout') return { op: 'create-payout', key, tag, cents, currency: CARD_CURRENCY, account };
  return { op: 'reverse-transfer', key, tag, cents, transferId: legs.transfer.objectId ?? '' };
}

function lookUpOf({ withdrawalId, account, legs }: Withdrawal, name: LegName): StripeRead {
  if (name === 'transfer') return { op: 'find-transfers', sagaId: withdrawalId, destination: account };
  if (name === 'payout') return { op: 'find-payouts', sagaId: withdrawalId, account };
  return { op: 'find-reversals', transferId: legs.transfer.objectId ?? '' };
}
