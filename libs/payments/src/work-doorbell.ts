import type { Rng } from '@orbiquant/kernel';
import { stepOf } from './route.ts';
import type { StripeObject } from './stripe-call.ts';
import { makeCall, makeStepOrRaise, type Ask, type Answer, type Work } from './work.ts';
import { readsOf, type WebhookEvent } from './webhook.ts';

const RETRY_MIN_MS = 30_000;
const RETRY_SPREAD_MS = 60_000;

/** The bell rang: fetches what the event is about, and lets the sagas see it as it is now. The event itself proves nothing. */
export function* workDoorbell(event: WebhookEvent, { rng, nowMs }: { rng: Rng; nowMs: number }): Work {
  for (const read of readsOf(event)) {
    const outcome = yield* makeCall(read, null);
    if (!outcome) return { kind: 'fenced' };
    if (outcome.kind === 'unknown') {
      return { kind: 'again', atMs: nowMs + RETRY_MIN_MS + Math.round(rng.next() * RETRY_SPREAD_MS) };
    }
    for (const object of outcome.kind === 'done' ? outcome.objects : []) {
      if (!(yield* showObject(object, nowMs))) return { kind: 'fenced' };
    }
  }
  return { kind: 'done' };
}

/** Lets the saga that an object belongs to see it as it is now. */
const showObject = function* (object: StripeObject, asOfMs: number): Generator<Ask, boolean, Answer> {
  const step = stepOf(object, asOfMs);
  return step === null || (yield* makeStepOrRaise(step));
};
