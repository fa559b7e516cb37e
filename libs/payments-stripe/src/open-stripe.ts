import { invariant } from '@orbiquant/kernel';
import Stripe from 'stripe';

/** Where Stripe is, and who we are there. */
export type StripeConfig = {
  readonly secretKey: string;
  /** One deadline for connection, headers and body of each request, in milliseconds. */
  readonly timeoutMs: number;
  /** Stripe itself when absent; an emulator's address otherwise. */
  readonly baseUrl?: string | undefined;
};

/** The client, and the options that every call shares. */
export type OpenStripe = { readonly client: Stripe; readonly timeoutMs: number };

/** The version of the API that this code was written for; the SDK refuses to compile with another. */
export const API_VERSION = '2026-10-28.endive';

const KEY_LENGTH_MAX = 255;

/** Opens the official SDK with its own retries off: retries are ours, under keys that were stored before. */
export function openStripe({ secretKey, timeoutMs, baseUrl }: StripeConfig): OpenStripe {
  const client = new Stripe(secretKey, {
    apiVersion: API_VERSION,
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
    // the client over `node:http` sends once more after a cut connection, and its timeout is of silence, not of the whole
    httpClient: Stripe.createFetchHttpClient(),
    ...(baseUrl === undefined ? {} : addressOf(baseUrl)),
  });
  return { client, timeoutMs };
}

function addressOf(baseUrl: string): { host: string; port: string; protocol: 'http' | 'https' } {
  const { protocol, hostname, port } = new URL(baseUrl);
  invariant(protocol === 'http:' || protocol === 'https:', `Stripe is reached by HTTP: ${baseUrl}`);
  const isPlain = protocol === 'http:';
  return { host: hostname, port: port || (isPlain ? '80' : '443'), protocol: isPlain ? 'http' : 'https' };
}

/** Options of a call that changes something: its key, stored by the caller before. */
export function keyed(key: string, account?: string): Stripe.RequestOptions {
  invariant(
    key.length > 0 && key.length <= KEY_LENGTH_MAX,
    'a call that moves money carries a key of 1 to 255 characters',
  );
  return { idempotencyKey: key, ...(account === undefined ? {} : { stripeAccount: account }) };
}
