import { ApiError } from '../protocol/api-error.ts';

const MINUTE_MS = 60_000;
const TEN_SECONDS_MS = 10_000;
/** Refusals within a minute that an address may ignore before it is shut out. */
const WARNINGS_MAX = 10;
const BAN_MS = 120_000;

type Window = { startMs: number; used: number; refusals: number };

/** Counts request weight per address and orders per account in fixed windows, as the real exchange does. */
export type RateLimiter = {
  /** Books the weight of a request. @throws ApiError 429 above the limit, 418 while shut out. */
  spend(address: string, weight: number, nowMs: number): number;
  /** Books one new order. @throws ApiError 429 above the limit. */
  spendOrder(accountId: number, nowMs: number): number;
  /** Acts as if the address had used up its weight. */
  exhaust(address: string, nowMs: number): never;
};

export function createRateLimiter(limits: { weightPerMinute: number; ordersPer10s: number }): RateLimiter {
  const weights = new Map<string, Window>();
  const orders = new Map<number, Window>();
  const bans = new Map<string, number>();

  function refuse(address: string, window: Window, nowMs: number): never {
    window.refusals += 1;
    if (window.refusals > WARNINGS_MAX) bans.set(address, nowMs + BAN_MS);
    throw tooMuch(429, window.startMs + MINUTE_MS - nowMs, limits.weightPerMinute);
  }

  return {
    spend(address, weight, nowMs) {
      const bannedUntilMs = bans.get(address) ?? 0;
      if (bannedUntilMs > nowMs) throw tooMuch(418, bannedUntilMs - nowMs, limits.weightPerMinute);
      const window = windowOf(weights, address, { nowMs, lengthMs: MINUTE_MS });
      if (window.used + weight > limits.weightPerMinute) refuse(address, window, nowMs);
      window.used += weight;
      return window.used;
    },
    spendOrder(accountId, nowMs) {
      const window = windowOf(orders, accountId, { nowMs, lengthMs: TEN_SECONDS_MS });
      if (window.used >= limits.ordersPer10s)
        throw tooManyOrders(limits.ordersPer10s, window.startMs + TEN_SECONDS_MS - nowMs);
      window.used += 1;
      return window.used;
    },
    exhaust: (address, nowMs) => refuse(address, windowOf(weights, address, { nowMs, lengthMs: MINUTE_MS }), nowMs),
  };
}

function windowOf<K>(
  windows: Map<K, Window>,
  key: K,
  { nowMs, lengthMs }: { nowMs: number; lengthMs: number },
): Window {
  const startMs = nowMs - (nowMs % lengthMs);
  const known = windows.get(key);
  if (known?.startMs === startMs) return known;
  const fresh = { startMs, used: 0, refusals: known?.refusals ?? 0 };
  windows.set(key, fresh);
  return fresh;
}

const retryAfter = (ms: number): Record<string, string> => ({
  'retry-after': String(Math.max(1, Math.ceil(ms / 1000))),
});

const tooMuch = (status: number, waitMs: number, limit: number): ApiError =>
  new ApiError(
    -1003,
    `Too much request weight used; current limit is ${limit} request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.`,
    { status, headers: retryAfter(waitMs) },
  );

const tooManyOrders = (limit: number, waitMs: number): ApiError =>
  new ApiError(-1015, `Too many new orders; current limit is ${limit} orders per 10 SECOND.`, {
    status: 429,
    headers: retryAfter(waitMs),
  });
