import { readsOf, type WebhookEvent } from '@orbiquant/payments';
import type { StripeEvent } from '@orbiquant/stripe-emulator';
import { putEffect } from './steps.ts';
import { happens, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const LATE_HOURS_MAX = 72;

/** Puts what the processor has to say into the mail: some is lost, some comes twice, some late, in any order. */
export function collectMail(world: World): void {
  for (const event of world.books.takeEvents()) {
    world.lastNewsMs = world.nowMs;
    if (readsOf(eventOf(event)).length === 0) continue;
    if (world.isStormy) post(world, event);
    else world.mail.push({ atMs: world.nowMs, event });
  }
}

function post(world: World, event: StripeEvent): void {
  const { faults, nowMs, rng, mail } = world;
  if (happens(world, faults.lostEvent)) return;
  const isLate = happens(world, faults.lateEvent);
  mail.push({ atMs: nowMs + rng.below(isLate ? LATE_HOURS_MAX * HOUR_MS : 60_000), event });
  if (happens(world, faults.doubleEvent)) mail.push({ atMs: nowMs + rng.below(LATE_HOURS_MAX * HOUR_MS), event });
}

/** Delivers what has arrived: kept before it is acknowledged, worked on later. A delivery that fails is sent again. */
export function deliverMail(world: World): void {
  collectMail(world);
  if (world.mail.length === 0) return;
  const waiting = [];
  for (const mail of world.mail) {
    if (mail.atMs > world.nowMs) waiting.push(mail);
    else if (world.isStormy && happens(world, world.faults.crash))
      waiting.push({ ...mail, atMs: world.nowMs + HOUR_MS });
    else receive(world, eventOf(mail.event));
  }
  world.mail = waiting;
}

function receive({ store, nowMs }: World, event: WebhookEvent): void {
  const isKnown = store.events.has(event.eventId);
  if (isKnown && store.promises.dedupesEvents) return;
  store.events.set(event.eventId, event);
  const effectId = isKnown ? `bell:${event.eventId}:${nowMs}` : `bell:${event.eventId}`;
  putEffect(store, { effectId, kind: 'doorbell', sagaId: event.eventId, notBeforeMs: nowMs });
}

/** An event as we keep it: ids only. */
export function eventOf({ id, type, account, data }: StripeEvent): WebhookEvent {
  const { object } = data;
  return {
    eventId: id,
    type,
    account: account ?? null,
    objectId: textOf(object['id']) ?? '',
    chargeId: textOf(object['charge']),
    paymentId: textOf(object['payment_intent']),
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
