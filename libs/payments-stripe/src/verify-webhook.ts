import { createHmac, timingSafeEqual } from 'node:crypto';
import { invariant } from '@orbiquant/kernel';
import type { WebhookEvent } from '@orbiquant/payments';
import { z } from 'zod';

/** A delivery as it arrived: the raw bytes of its body, never what a parser made of them. */
export type WebhookDelivery = { readonly rawBody: Uint8Array; readonly signature: string | undefined };

/** What we hold deliveries to. */
export type WebhookRules = {
  /** All in force: two while one is being replaced. */
  readonly secrets: readonly string[];
  /** Epoch milliseconds of the clock that everybody here goes by. */
  readonly nowMs: number;
  /** How far the time of a delivery may be from ours, before or after. */
  readonly toleranceSec: number;
  /** Whether events of real money are expected; the others are then refused. */
  readonly isLive: boolean;
  /** Whether an account is the platform (null) or one that the platform knows. */
  readonly isOurs: (account: string | null) => boolean;
};

/** Why a delivery is refused. */
export type WebhookRefusal =
  | 'no-signature'
  | 'malformed-signature'
  | 'wrong-signature'
  | 'too-old'
  | 'not-an-event'
  | 'wrong-mode'
  | 'unknown-account';

export type WebhookVerdict =
  { readonly ok: true; readonly event: WebhookEvent } | { readonly ok: false; readonly refusal: WebhookRefusal };

const refuse = (refusal: WebhookRefusal): WebhookVerdict => ({ ok: false, refusal });

/** Checks a delivery of Stripe: who signed it, when, and whether it is for us. @see https://docs.stripe.com/webhooks#verify-manually */
export function verifyWebhook({ rawBody, signature }: WebhookDelivery, rules: WebhookRules): WebhookVerdict {
  invariant(
    rules.secrets.length > 0 && rules.secrets.every((secret) => secret.trim() !== ''),
    'webhooks need a secret',
  );
  if (signature === undefined || signature === '') return refuse('no-signature');
  const header = readHeader(signature);
  if (header === null) return refuse('malformed-signature');
  if (!isSigned(rawBody, header, rules.secrets)) return refuse('wrong-signature');
  if (Math.abs(rules.nowMs / 1000 - header.atSec) > rules.toleranceSec) return refuse('too-old');
  return readEvent(rawBody, rules);
}

type Header = { readonly time: string; readonly atSec: number; readonly signatures: readonly string[] };

/** `t=1614556800,v1=…[,v1=…]`; other schemes are passed over. */
function readHeader(text: string): Header | null {
  const pairs = text.split(',').map((pair) => pair.split('='));
  const times = pairs.filter(([name]) => name === 't');
  const signatures = pairs.flatMap(([name, value]) => (name === 'v1' && value !== undefined ? [value] : []));
  const [, time = ''] = times[0] ?? [];
  if (times.length !== 1 || !/^\d{1,12}$/.test(time) || signatures.length === 0) return null;
  return { time, atSec: Number(time), signatures };
}

/** Every secret is tried on every signature, so that the time taken tells nothing. */
function isSigned(rawBody: Uint8Array, { time, signatures }: Header, secrets: readonly string[]): boolean {
  let isFound = false;
  for (const secret of secrets) {
    const expected = Buffer.from(createHmac('sha256', secret).update(`${time}.`).update(rawBody).digest('hex'));
    for (const given of signatures) {
      const bytes = Buffer.from(given);
      const isEqual = bytes.length === expected.length && timingSafeEqual(bytes, expected);
      isFound = isEqual || isFound;
    }
  }
  return isFound;
}

const named = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();
const Event = z.object({
  id: z.string().regex(/^evt_/),
  object: z.literal('event'),
  type: z.string().min(1),
  account: z.string().nullish(),
  livemode: z.boolean(),
  data: z.object({ object: z.object({ id: z.string().default(''), charge: named, payment_intent: named }) }),
});

function readEvent(rawBody: Uint8Array, { isLive, isOurs }: WebhookRules): WebhookVerdict {
  const read = Event.safeParse(parsed(rawBody));
  if (!read.success) return refuse('not-an-event');
  const { id: eventId, type, account = null, livemode, data } = read.data;
  if (livemode !== isLive) return refuse('wrong-mode');
  if (!isOurs(account)) return refuse('unknown-account');
  const { id: objectId, charge, payment_intent } = data.object;
  return {
    ok: true,
    event: { eventId, type, account, objectId, chargeId: charge ?? null, paymentId: payment_intent ?? null },
  };
}

/** The JSON of a body, or nothing that passes for an event. */
function parsed(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody)) as unknown;
  } catch {
    return null;
  }
}
