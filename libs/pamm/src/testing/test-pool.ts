import { openPool, sendToVenue, type NewPool, type Pool } from '../pool.ts';
import type { PoolRequest, RedeemRequest, SubscribeRequest } from '../requests.ts';
import { strikePool } from '../strike-pool.ts';
import type { StrikeOrder, Struck } from '../strike-order.ts';
import type { Terms } from '../terms.ts';

/** 2026-01-01T00:00:00Z. */
export const START_MS = 1_767_225_600_000;
/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

/** Terms without any fee, delay or minimum, to be overridden. */
export const plainTerms: Terms = {
  investmentMinMinor: 0n,
  performanceFeeE9: 0n,
  managementFeeE9: 0n,
  hurdleE9: 0n,
  lockUpMs: 0,
  noticeMs: 0,
  status: 'open',
  crystallisation: 'monthly',
};

/** An empty USDT pool of tests. */
export const testPool = (terms: Partial<Terms> = {}, rest: Partial<NewPool> = {}): Pool =>
  openPool({
    poolId: 'pool',
    currency: 'USDT',
    exponent: 6,
    managerId: 'manager',
    openedAtMs: START_MS,
    openingMinMinor: 1n,
    terms: { ...plainTerms, ...terms },
    ...rest,
  });

/** Money to put in. */
export const subscribe = (
  requestId: string,
  cashMinor: bigint,
  rest: Partial<SubscribeRequest> = {},
): SubscribeRequest => ({
  kind: 'subscribe',
  requestId,
  holder: requestId,
  requestedAtMs: START_MS,
  cashMinor,
  ...rest,
});

/** Everything back. */
export const redeemAll = (requestId: string, holder: string, rest: Partial<RedeemRequest> = {}): RedeemRequest => ({
  kind: 'redeem',
  requestId,
  holder,
  requestedAtMs: START_MS,
  ask: 'all',
  quantity: 0n,
  ...rest,
});

/** A strike that must succeed, `day` days after the start. */
export function struck(pool: Pool, day: number, order: Partial<StrikeOrder> = {}): Struck {
  const atMs = START_MS + day * DAY_MS;
  const outcome = strikePool(pool, {
    atMs,
    venueEquityMinor: pool.venueMinor,
    markedAtMs: atMs,
    requests: [],
    ...order,
  });
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}: ${outcome.refusal.detail}`);
  return outcome;
}

/** A pool into which each holder put money on the first day, all of it at the venue. */
export function fundedPool(pool: Pool, cash: Record<string, bigint>): Pool {
  const requests: PoolRequest[] = Object.entries(cash).map(([holder, minor]) => subscribe(holder, minor));
  const { pool: funded } = struck(pool, 1, { requests });
  return sendToVenue(funded, funded.cashMinor);
}

/** All of a pool's money taken back from the venue, so that redemptions find cash. */
export const inCash = (pool: Pool): Pool => sendToVenue(pool, -pool.venueMinor);
