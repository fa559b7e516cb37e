import { invariant } from '@orbiquant/kernel';
import { expand } from './expand.ts';
import { takeFault, type RequestFault } from './fates.ts';
import { fingerprintOf, keptReply, pruneKept } from './idempotency.ts';
import { ParamReader, type Params } from './param-reader.ts';
import { routeOf, type Method } from './routes.ts';
import type { Scope } from './scope.ts';
import { StripeFault, wrongParameter } from './stripe-fault.ts';
import type { StripeReply } from './stripe-reply.ts';
import type { World } from './world.ts';

/** A request as any transport brings it. */
export type StripeRequest = {
  readonly method: Method;
  /** `/v1/…`, without a query. */
  readonly path: string;
  /** Nested as form fields are. */
  readonly params?: Params;
  readonly idempotencyKey?: string | undefined;
  /** `Stripe-Account`. */
  readonly account?: string | undefined;
  readonly apiKey?: string | undefined;
  /** `req_…`, chosen by the transport; by the books when absent. */
  readonly requestId?: string | undefined;
};

const EXECUTED: readonly RequestFault['kind'][] = ['stored-500-executed', 'stored-500-not-executed'];

/** Answers a request: who asks, whether it was asked before, what it does. */
export function answer(world: World, request: StripeRequest): StripeReply {
  const requestId = request.requestId ?? world.newRequestId();
  try {
    return withHeaders(answered(world, request, requestId), { 'request-id': requestId });
  } catch (error) {
    if (error instanceof StripeFault) return withHeaders(replyOf(error), { 'request-id': requestId });
    throw error;
  }
}

const withHeaders = (reply: StripeReply, headers: Record<string, string>): StripeReply => ({
  ...reply,
  headers: { ...headers, ...reply.headers },
});

const replyOf = ({ status, error }: StripeFault): StripeReply => ({
  status,
  headers: status === 429 || status === 409 ? { 'stripe-should-retry': 'true' } : {},
  body: { error },
});

function answered(world: World, request: StripeRequest, requestId: string): StripeReply {
  checkKey(world, request.apiKey);
  const scope = scopeOf(world, request.account);
  const refusal = passingFault(world, request);
  if (refusal) throw refusal;
  const key = (request.method === 'POST' && request.idempotencyKey) || null;
  world.request = { id: requestId, idempotency_key: key };
  return key === null
    ? executed(world, scope, request).reply
    : answeredOnce(world, scope, { ...request, key, requestId });
}

type Keyed = StripeRequest & { readonly key: string; readonly requestId: string };

/** A request under a key: its first answer is every answer, for as long as the key is kept. */
function answeredOnce(world: World, scope: Scope, request: Keyed): StripeReply {
  const { key } = request;
  pruneKept(scope, world.atMs - world.settings.idempotencyKeptMs);
  const fingerprint = fingerprintOf(request.path, request.params ?? {});
  const kept = keptReply(scope, key, fingerprint);
  if (kept) return kept;
  const { reply, isKept } = faulty(world, scope, request);
  const first = withHeaders(reply, { 'original-request': request.requestId });
  if (isKept) scope.kept.set(key, { fingerprint, reply: first, atMs: world.atMs });
  return reply;
}

type Outcome = { readonly reply: StripeReply; readonly isKept: boolean };

/** A keyed request that may have been chosen to end as a stored 500, with or without its effect. */
function faulty(world: World, scope: Scope, request: StripeRequest): Outcome {
  const fault = takeFault(world.fates, EXECUTED, request.path);
  if (fault === undefined) return executed(world, scope, request);
  if (fault === 'stored-500-executed') {
    const outcome = executed(world, scope, request);
    if (!outcome.isKept) return outcome;
  }
  const error = { type: 'api_error', message: 'An unknown error occurred' };
  return { reply: { status: 500, headers: { 'stripe-should-retry': 'false' }, body: { error } }, isKept: true };
}

function executed(world: World, scope: Scope, { method, path, params: given = {} }: StripeRequest): Outcome {
  const route = routeOf(method, path);
  if (!route) throw wrongParameter(`Unrecognized request URL (${method}: ${path}).`, { status: 404 });
  const params = new ParamReader(given);
  const paths = params.texts('expand');
  try {
    const object = route.operation({ world, scope, ids: route.ids, params });
    const body = paths.length === 0 ? object : expand(scope, object, paths);
    return { reply: { status: 200, headers: {}, body: body as StripeReply['body'] }, isKept: true };
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    return { reply: replyOf(error), isKept: error.isKept };
  }
}

function checkKey({ settings }: World, apiKey: string | undefined): void {
  if (settings.apiKeys === null || (apiKey !== undefined && settings.apiKeys.includes(apiKey))) return;
  const message =
    apiKey === undefined || apiKey === ''
      ? "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
      : `Invalid API Key provided: ${apiKey.slice(0, 8)}****`;
  throw wrongParameter(message, { status: 401 });
}

function scopeOf(world: World, account: string | undefined): Scope {
  if (account === undefined || account === '' || account === world.platform.id) return world.platform;
  const scope = world.connected.get(account);
  if (scope) return scope;
  const message = `The provided key does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`;
  throw wrongParameter(message, { status: 403, code: 'account_invalid' });
}

const PASSING: Partial<Record<RequestFault['kind'], readonly [number, string, string]>> = {
  'key-in-use': [
    409,
    'idempotency_key_in_use',
    'There is currently another in-progress request using this Stripe idempotency key.',
  ],
  'lock-timeout': [
    429,
    'lock_timeout',
    'This object cannot be accessed right now because another API request or Stripe process is currently accessing it.',
  ],
  'rate-limit': [429, 'rate_limit', 'Request rate limit exceeded.'],
};

/** A fault that stops a request before it begins, and is forgotten. */
function passingFault({ fates }: World, { path }: StripeRequest): StripeFault | undefined {
  const kind = takeFault(fates, ['key-in-use', 'lock-timeout', 'rate-limit'], path);
  if (kind === undefined) return undefined;
  const told = PASSING[kind];
  invariant(told, `a passing fault has an answer: ${kind}`);
  const [status, code, message] = told;
  return new StripeFault(
    status,
    { type: kind === 'key-in-use' ? 'idempotency_error' : 'invalid_request_error', code, message },
    false,
  );
}
