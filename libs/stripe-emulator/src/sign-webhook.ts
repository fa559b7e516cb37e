import { hmacSha256Hex } from '@orbiquant/kernel';

/**
 * The `Stripe-Signature` header of a delivery: its time, and one signature for each secret that is in force.
 * @param atSec Time of this delivery, UTC seconds; a retry is signed anew.
 * @see https://docs.stripe.com/webhooks#verify-manually
 */
export function signWebhook(payload: string, secrets: readonly string[], atSec: number): string {
  const signed = secrets.map((secret) => `v1=${hmacSha256Hex(secret, `${atSec}.${payload}`)}`);
  return [`t=${atSec}`, ...signed].join(',');
}
