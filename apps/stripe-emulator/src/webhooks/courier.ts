import type { Clock } from '@orbiquant/kernel';
import { signWebhook, type StripeEvent } from '@orbiquant/stripe-emulator';
import type { RecordedStripe } from '../recorded-stripe.ts';
import type { Fault, Faults } from '../server/faults.ts';

/** A delivery that is due at a time of the emulation. */
type Parcel = { readonly event: StripeEvent; readonly tries: number; readonly dueMs: number };

/** Where events go; without an address they are only kept for `GET /v1/events`. */
export type CourierParts = {
  readonly stripe: RecordedStripe;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly target: { readonly url: string; readonly secrets: readonly string[] } | null;
};

/** Brings events to the platform, again and again until it says that it has them. */
export type Courier = {
  /** Delivers what is due now, and waits for the answers. */
  round(): Promise<void>;
  /** Sends an event once more. */
  resend(event: StripeEvent): void;
  /** What is still to be delivered, and when. */
  waiting(): readonly {
    readonly event: string;
    readonly type: string;
    readonly tries: number;
    readonly dueMs: number;
  }[];
  stop(): Promise<void>;
};

const SECOND_MS = 1_000;
/** Waits before each further try: three days in all. @see https://docs.stripe.com/webhooks#retries */
const RETRIES_MS = [5, 30, 120, 600, 3_600, 7_200, 14_400, 28_800, 43_200, 57_600, 86_400].map(
  (wait) => wait * SECOND_MS,
);
const PATIENCE_MS = 10_000;
const ROUND_EVERY_MS = 100;

export function startCourier(parts: CourierParts): Courier {
  const { stripe, faults, clock, target } = parts;
  const stopping = new AbortController();
  let waiting: Parcel[] = [];
  let held: Parcel[] = [];

  /** New events, each with the fault it meets. */
  function collect(): void {
    for (const event of stripe.takeEvents()) {
      const fault = target === null ? null : faults.ofWebhook(event.type);
      if (target === null || fault?.kind === 'drop-webhook') stripe.markSent(event.id);
      else send(event, fault);
    }
  }

  function send(event: StripeEvent, fault: Fault | null): void {
    const kind = fault?.kind ?? 'none';
    const dueMs = stripe.nowMs();
    const fresh: Parcel = { event, tries: 0, dueMs };
    const late: Parcel = { ...fresh, dueMs: dueMs + (fault?.delayMs ?? 0) };
    if (kind === 'reorder-webhook') return void held.push(fresh); // goes out after the next event
    waiting.push(kind === 'delay-webhook' ? late : fresh, ...held);
    if (kind === 'duplicate-webhook') waiting.push(late);
    held = [];
  }

  async function deliver(parcel: Parcel): Promise<void> {
    const isTaken = await post(parcel.event, parts, stopping.signal);
    const waitMs = RETRIES_MS[parcel.tries];
    if (stopping.signal.aborted) return;
    if (isTaken || waitMs === undefined) return stripe.markSent(parcel.event.id);
    waiting.push({ event: parcel.event, tries: parcel.tries + 1, dueMs: stripe.nowMs() + waitMs });
  }

  async function deliverDue(): Promise<void> {
    collect();
    const nowMs = stripe.nowMs();
    const due = waiting.filter(({ dueMs }) => dueMs <= nowMs);
    waiting = waiting.filter(({ dueMs }) => dueMs > nowMs);
    // in order of creation; a slow receiver slows only its own news
    for (const parcel of due) await deliver(parcel);
  }

  /** Rounds follow each other, so that whoever waits for one has seen all before it. */
  let last = Promise.resolve();
  const round = (): Promise<void> => (last = last.then(deliverDue));

  const running = repeat(round, clock, stopping.signal);
  return {
    round,
    resend: (event) => void waiting.push({ event, tries: RETRIES_MS.length, dueMs: stripe.nowMs() }),
    waiting: () =>
      [...waiting, ...held].map(({ event, tries, dueMs }) => ({ event: event.id, type: event.type, tries, dueMs })),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Whether the receiver answered that it has the event. The signature carries the wall's time, as a receiver checks it. */
async function post(event: StripeEvent, { target, clock }: CourierParts, stop: AbortSignal): Promise<boolean> {
  if (target === null) return true;
  const payload = JSON.stringify(event, null, 2);
  const signature = signWebhook(payload, target.secrets, Math.floor(clock.nowMs() / SECOND_MS));
  return fetch(target.url, {
    method: 'POST',
    body: payload,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signature,
      'user-agent': 'Stripe/1.0 (emulated)',
    },
    redirect: 'manual',
    signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]),
  }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.ok;
    },
    () => false,
  );
}

async function repeat(round: () => Promise<void>, clock: Clock, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await round();
    await clock.sleep(ROUND_EVERY_MS, stop);
  }
}
