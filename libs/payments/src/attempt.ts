/** How often, how long and with what pauses a call that moves money is tried; ms. */
export type AttemptPolicy = {
  /** Longest time from the grant of a call to its end; the caller gives up then, whatever happens. */
  deadlineMs: number;
  /** How long after the first try the same key may be used; the processor forgets keys after 24 h. */
  keyLifeMs: number;
  /** How long after the first try an absence begins to count as proof. */
  fenceMs: number;
  /** Least time between the two look-ups that must both find nothing, and between look-ups at all. */
  lookUpGapMs: number;
  /** Longest time between them: a copy that was stale may be stale again some other day. */
  lookUpSpanMs: number;
  /** Tries under one key before looking up takes the place of trying. */
  triesMax: number;
  backoffMinMs: number;
  backoffMaxMs: number;
  /** Pause before a new attempt after the first refusal that will pass, such as a short balance; it grows with each. */
  refusalPauseMs: number;
  /** Refusals of that kind before a payout is given up. */
  refusalsMax: number;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The house's policy. @see https://docs.stripe.com/api/idempotent_requests for the 24 hours of a key */
export const ATTEMPT_POLICY: AttemptPolicy = {
  deadlineMs: 80_000,
  keyLifeMs: 23 * HOUR_MS,
  fenceMs: 48 * HOUR_MS,
  lookUpGapMs: HOUR_MS,
  lookUpSpanMs: 12 * HOUR_MS,
  triesMax: 12,
  backoffMinMs: 2_000,
  backoffMaxMs: 30 * MINUTE_MS,
  refusalPauseMs: 30 * MINUTE_MS,
  refusalsMax: 12,
};

/** One attempt to move money once: stored before its first call, with the key that every try of it carries. */
export type Attempt = {
  /** 1, 2, 3 ...; a new one only after a refusal, or after proof that the last one moved nothing. */
  attemptNo: number;
  key: string;
  /** What is asked for, as text: a try that would ask for something else is a bug. */
  fingerprint: string;
  firstTryAtMs: number;
  tries: number;
  /** When the last try ends at the latest; until then it may still arrive. */
  deadlineAtMs: number;
  /** The same for all tries before the last. */
  earlierDeadlineAtMs: number;
  nextMoveAtMs: number;
  /** When a look-up first found nothing, after every try had ended; null before. */
  absentAtMs: number | null;
};

/** One of the movements of money that a withdrawal is made of. */
export type Leg = {
  status: 'idle' | 'open' | 'done';
  attempt: Attempt | null;
  /** The object at the processor, once known. */
  objectId: string | null;
  refusals: number;
  /** No new attempt earlier. */
  notBeforeMs: number;
};

/** A movement that has not begun. */
export const idleLeg = (): Leg => ({ status: 'idle', attempt: null, objectId: null, refusals: 0, notBeforeMs: 0 });

/** Opens an attempt: this is written before its first call. */
export function openAttempt(
  leg: Leg,
  at: { nowMs: number; key: string; fingerprint: string },
  policy: AttemptPolicy,
): Leg {
  const attempt: Attempt = {
    attemptNo: nextAttemptNo(leg),
    key: at.key,
    fingerprint: at.fingerprint,
    firstTryAtMs: at.nowMs,
    tries: 1,
    deadlineAtMs: at.nowMs + policy.deadlineMs,
    earlierDeadlineAtMs: 0,
    nextMoveAtMs: at.nowMs + policy.deadlineMs,
    absentAtMs: null,
  };
  return { ...leg, status: 'open', attempt };
}

/** The number of the attempt that would come next. */
export const nextAttemptNo = (leg: Leg): number => (leg.attempt?.attemptNo ?? 0) + 1;

/** Whether the key of an attempt may be sent once more. */
export const mayTry = (attempt: Attempt, nowMs: number, policy: AttemptPolicy): boolean =>
  attempt.tries < policy.triesMax && nowMs >= attempt.firstTryAtMs && nowMs < attempt.firstTryAtMs + policy.keyLifeMs;

/** One more try of the same attempt, under the same key. */
export const tryAgain = (attempt: Attempt, nowMs: number, policy: AttemptPolicy): Attempt => ({
  ...attempt,
  tries: attempt.tries + 1,
  earlierDeadlineAtMs: attempt.deadlineAtMs,
  deadlineAtMs: Math.max(attempt.deadlineAtMs, nowMs + policy.deadlineMs),
  nextMoveAtMs: nowMs + policy.deadlineMs,
  absentAtMs: null,
});

/** An attempt whose answer was lost: when to move next. `jitter` in [0, 1) spreads those who wait together. */
export function backOff(
  attempt: Attempt,
  at: { nowMs: number; jitter: number; atLeastMs: number },
  policy: AttemptPolicy,
): Attempt {
  const ceiling = Math.min(policy.backoffMaxMs, policy.backoffMinMs * 2 ** Math.min(attempt.tries, 20));
  const pauseMs = Math.max(at.atLeastMs, Math.round(ceiling / 2 + (ceiling / 2) * at.jitter));
  return { ...attempt, nextMoveAtMs: at.nowMs + pauseMs };
}

/**
 * Whether a refusal proves that the attempt moved nothing: it answers the last try, and no earlier one can still arrive.
 */
export const refusalIsFinal = (attempt: Attempt, tryNo: number, nowMs: number): boolean =>
  tryNo === attempt.tries && nowMs > attempt.earlierDeadlineAtMs;

/** What a look-up that found nothing says: not yet a proof, or proof that the attempt moved nothing and never will. */
export function judgeAbsence(
  attempt: Attempt,
  askedAtMs: number,
  policy: AttemptPolicy,
): { proven: boolean; attempt: Attempt } {
  if (askedAtMs <= attempt.deadlineAtMs) return { proven: false, attempt };
  const first = attempt.absentAtMs;
  if (first === null || askedAtMs > first + policy.lookUpSpanMs) {
    return { proven: false, attempt: { ...attempt, absentAtMs: askedAtMs } };
  }
  const apart = askedAtMs >= first + policy.lookUpGapMs;
  return { proven: apart && askedAtMs > attempt.firstTryAtMs + policy.fenceMs, attempt };
}
