import Stripe from 'stripe';

/** What became of a call. Only `rejected` says that it did not happen; `unknown` may have happened. */
export type StripeOutcome<T> =
  | { readonly kind: 'done'; readonly object: T }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string; readonly param: string | null }
  | { readonly kind: 'unknown'; readonly why: string; readonly retryAfterMs?: number };

const DEFINITE_STATUSES: ReadonlySet<number | undefined> = new Set([400, 402, 404]);
/** Refusals of the moment or of the key, not of the operation. */
const PASSING_CODES: ReadonlySet<string | undefined> = new Set([
  'lock_timeout',
  'rate_limit',
  'idempotency_key_in_use',
]);

/** One attempt of a call, as an outcome. Faults of our own code are thrown on. */
export async function attempt<T extends object>(call: () => Promise<Stripe.Response<T>>): Promise<StripeOutcome<T>> {
  try {
    const object = await call();
    // the SDK takes any JSON without an `error` for success, whatever its status
    const { statusCode } = object.lastResponse;
    const isObject = statusCode >= 200 && statusCode < 300 && 'object' in object;
    return isObject
      ? { kind: 'done', object }
      : { kind: 'unknown', why: `HTTP ${statusCode} that is not an object of Stripe` };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return failureOf(error);
    throw error;
  }
}

type Failure = InstanceType<typeof Stripe.errors.StripeError>;

function failureOf(error: Failure): StripeOutcome<never> {
  const { message, param = null } = error;
  if (isDefinite(error)) return { kind: 'rejected', code: codeOf(error), message, param };
  return {
    kind: 'unknown',
    why: `${error.type}: ${error.code ?? error.statusCode ?? message}`,
    ...retryAfter(error.headers),
  };
}

const isDefinite = ({ statusCode, code, rawType }: Failure): boolean =>
  DEFINITE_STATUSES.has(statusCode) && !PASSING_CODES.has(code) && rawType !== 'idempotency_error';

const codeOf = ({ code, rawType }: Failure): string => code ?? rawType ?? 'invalid_request_error';

/** How long Stripe asks us to wait; it gives seconds. */
function retryAfter(headers: Readonly<Record<string, string>> | undefined): { retryAfterMs?: number } {
  const seconds = headers?.['retry-after'];
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? { retryAfterMs: Number(seconds) * 1000 } : {};
}

/** An outcome with its object read into our words. */
export const mapDone = <T, U>(outcome: StripeOutcome<T>, read: (object: T) => U): StripeOutcome<U> =>
  outcome.kind === 'done' ? { kind: 'done', object: read(outcome.object) } : outcome;

/** A further call with what one gave, where it gave anything. */
export const thenDone = async <T, U>(
  outcome: StripeOutcome<T>,
  next: (object: T) => Promise<StripeOutcome<U>>,
): Promise<StripeOutcome<U>> => (outcome.kind === 'done' ? next(outcome.object) : outcome);
