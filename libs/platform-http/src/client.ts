import {
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
  type IPolicy,
} from 'cockatiel';
import { z } from 'zod';
import { Problem, type CallInput, type Route, type RouteOutput } from '@orbiquant/contracts';
import { AppError, HTTP_STATUS, type ErrorCode } from '@orbiquant/kernel';
import { currentTrace, newTrace, traceparentOf } from '@orbiquant/platform-observe';
import type { PersonCaller } from './caller.ts';

/** A sibling service: its name, address, and how to sign calls to it. */
export type Peer = {
  name: string;
  baseUrl: string;
  sign: (audience: string, person?: PersonCaller) => Promise<string>;
  timeoutMs?: number;
  concurrencyMax?: number;
};

/** What a single call may carry. */
export type CallOptions = { person?: PersonCaller; idempotencyKey?: string; signal?: AbortSignal };

/** Calls a peer's routes by their contract. */
export type Call = <T extends Route>(route: T, input: CallInput<T>, options?: CallOptions) => Promise<RouteOutput<T>>;

/**
 * A typed client with a deadline, a bulkhead, a circuit breaker, and retries with jitter for what is safe to repeat:
 * reads, and writes that carry an idempotency key.
 */
export function createClient(peer: Peer): Call {
  const { once, repeatable } = policies(peer);
  return async (route, input, options = {}) => {
    const safe = route.method === 'GET' || options.idempotencyKey !== undefined;
    const send = ({ signal }: { signal: AbortSignal }): Promise<unknown> =>
      sendOnce(peer, { route, input, options, signal });
    const answer = await (safe ? repeatable : once).execute(send, options.signal).catch((error: unknown) => {
      throw toPeerError(peer.name, error);
    });
    return z.decode(route.response, answer as z.input<typeof route.response>) as RouteOutput<typeof route>;
  };
}

const isTransient = (error: unknown): boolean => !(error instanceof AppError) || error.retryable;

function policies({ timeoutMs = 5_000, concurrencyMax = 64 }: Peer): { once: IPolicy; repeatable: IPolicy } {
  const transient = handleWhen(isTransient);
  const breaker = circuitBreaker(transient, { halfOpenAfter: 2_000, breaker: new ConsecutiveBreaker(8) });
  const once = wrap(bulkhead(concurrencyMax, 256), breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive));
  return {
    once,
    repeatable: wrap(
      retry(transient, { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 500 }) }),
      once,
    ),
  };
}

type Sending = { route: Route; input: CallInput<Route>; options: CallOptions; signal: AbortSignal };

async function sendOnce(peer: Peer, { route, input, options, signal }: Sending): Promise<unknown> {
  const response = await fetch(addressOf(peer.baseUrl, route, input), {
    method: route.method,
    headers: await headersOf(peer, route, options),
    ...(route.method === 'GET' ? {} : { body: JSON.stringify(z.encode(route.body, input.body ?? {})) }),
    signal,
  });
  if (!response.ok) throw await problemError(peer.name, response);
  return response.json();
}

async function headersOf(
  peer: Peer,
  route: Route,
  { person, idempotencyKey }: CallOptions,
): Promise<Record<string, string>> {
  return {
    authorization: `Bearer ${await peer.sign(peer.name, person)}`,
    traceparent: traceparentOf(currentTrace() ?? newTrace()),
    ...(route.method === 'GET' ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

/** The full address of a call: path parameters filled in, query encoded. */
export function addressOf(baseUrl: string, route: Route, input: { params?: unknown; query?: unknown }): string {
  const params = z.encode(route.params, input.params ?? {}) as Record<string, unknown>;
  const path = route.path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(String(params[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>))
    if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return `${baseUrl}${path}${text ? `?${text}` : ''}`;
}

async function problemError(peer: string, response: Response): Promise<AppError> {
  const problem = Problem.safeParse(await response.json().catch(() => null));
  const code =
    problem.success && problem.data.code in HTTP_STATUS ? (problem.data.code as ErrorCode) : 'service-unavailable';
  const detail = problem.success ? problem.data.detail : `${peer} answered ${response.status}`;
  return new AppError(code, detail, {
    retryable: [429, 502, 503, 504].includes(response.status),
    ...(problem.success && problem.data.errors ? { errors: problem.data.errors } : {}),
  });
}

function toPeerError(peer: string, error: unknown): AppError {
  return error instanceof AppError
    ? error
    : new AppError('service-unavailable', `${peer} does not answer`, { retryable: true, cause: error });
}
