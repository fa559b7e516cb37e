import type { Clock } from '@orbiquant/kernel';
import { ApiError } from '../protocol/api-error.ts';
import type { Operation } from '../protocol/operation.ts';
import type { Params } from '../protocol/params.ts';
import { accountOfKey, accountOfSigned } from '../protocol/signature.ts';
import type { Venue } from '../venue.ts';
import type { Faults } from './faults.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** A request as any transport brings it. `payload` is the exact text the client signed. */
export type GatewayRequest = {
  operation: Operation;
  apiKey: string | undefined;
  params: Params;
  payload: string;
  address: string;
};

/** An answer for any transport; `lost` means that the client must never get it. */
export type GatewayReply = { status: number; headers: Record<string, string>; body: unknown; lost: boolean };

export type GatewayParts = { venue: Venue; clock: Clock; limiter: RateLimiter; faults: Faults };

/** The one way in: limits, signature, faults and refusals are the same over REST and WebSocket. */
export type Gateway = (request: GatewayRequest) => Promise<GatewayReply>;

export function createGateway(parts: GatewayParts): Gateway {
  return async (request) => {
    const headers: Record<string, string> = {};
    try {
      const { body, isLost } = await perform(parts, request, headers);
      return { status: 200, headers, body, lost: isLost };
    } catch (error) {
      if (!(error instanceof ApiError)) return { status: 503, headers, body: unknownStatus().body(), lost: false };
      const isDropped = error.status === DROPPED;
      return { status: error.status, headers: { ...headers, ...error.headers }, body: error.body(), lost: isDropped };
    }
  };
}

/** Status of a request that neither runs nor is answered. */
const DROPPED = 0;

async function perform(
  parts: GatewayParts,
  request: GatewayRequest,
  headers: Record<string, string>,
): Promise<{ body: unknown; isLost: boolean }> {
  const { clock, limiter, faults } = parts;
  const { operation, params } = request;
  const nowMs = clock.nowMs() + faults.clockSkewMs();
  const weight = typeof operation.weight === 'number' ? operation.weight : operation.weight(params);
  headers['x-mbx-used-weight-1m'] = String(limiter.spend(request.address, weight, nowMs));
  headers['x-mbx-used-weight'] = headers['x-mbx-used-weight-1m'];
  const fate = await faults.fateOf(`${operation.method} ${operation.path}`);
  if (fate === 'drop-request') throw new ApiError(-1000, 'dropped', { status: DROPPED });
  if (fate === 'rate-limit') limiter.exhaust(request.address, nowMs);
  if (fate === 'maintenance')
    throw new ApiError(-1001, 'Internal error; unable to process your request. Please try again.', { status: 503 });
  if (fate === 'http-5xx-lost') throw unknownStatus();
  const body = await handled(parts, request, { nowMs, headers });
  if (fate === 'http-5xx-executed') throw unknownStatus();
  return { body, isLost: fate === 'accept-then-timeout' };
}

const unknownStatus = (): ApiError =>
  new ApiError(
    -1007,
    'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
    { status: 503 },
  );

type Moment = { nowMs: number; headers: Record<string, string> };

async function handled(parts: GatewayParts, request: GatewayRequest, { nowMs, headers }: Moment): Promise<unknown> {
  const { venue, limiter } = parts;
  const { operation, params, apiKey, payload } = request;
  const call = { venue, params, nowMs };
  if (operation.security === 'public') return operation.handle(call);
  const account =
    operation.security === 'key'
      ? accountOfKey(venue.state, apiKey)
      : accountOfSigned(venue.state, { apiKey, payload, params, nowMs });
  if (operation.isOrder) headers['x-mbx-order-count-10s'] = String(limiter.spendOrder(account.accountId, nowMs));
  return operation.handle({ ...call, account });
}
