import type { Scope } from './scope.ts';
import type { Params } from './param-reader.ts';
import { wrongParameter, StripeFault } from './stripe-fault.ts';
import type { StripeReply } from './stripe-reply.ts';

/** What a key once led to. The same reply goes out again until the record is dropped. */
export type IdempotencyRecord = { readonly fingerprint: string; readonly reply: StripeReply; readonly atMs: number };

const KEY_LENGTH_MAX = 255;

/** One text for what a request asks, whatever the types and order of its parameters. */
export function fingerprintOf(path: string, params: Params): string {
  return `${path}?${textOf(params)}`;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return JSON.stringify(String(value));
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${textOf((value as Params)[key])}`).join(',')}}`;
}

/**
 * The reply kept under a key, if any.
 * @throws StripeFault `idempotency_error`, when the key was used for something else.
 */
export function keptReply(scope: Scope, key: string, fingerprint: string): StripeReply | undefined {
  if (key.length > KEY_LENGTH_MAX)
    throw wrongParameter(`Idempotency keys have at most ${KEY_LENGTH_MAX} characters`, { param: 'Idempotency-Key' });
  const record = scope.kept.get(key);
  if (record === undefined) return undefined;
  if (record.fingerprint !== fingerprint)
    throw new StripeFault(400, { type: 'idempotency_error', message: reused(key) }, false);
  return { ...record.reply, headers: { ...record.reply.headers, 'Idempotent-Replayed': 'true' } };
}

const reused = (key: string): string =>
  `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;

/** Drops the keys that have been kept for long enough. Keys lie in order of first use. */
export function pruneKept(scope: Scope, beforeMs: number): void {
  for (const [key, { atMs }] of scope.kept) {
    if (atMs > beforeMs) return;
    scope.kept.delete(key);
  }
}
