import { invariant } from '@orbiquant/kernel';
import { crystalliseLots, isCrystallising } from './crystallise.ts';
import { dealRedemptions } from './deal-redemptions.ts';
import { dealSubscriptions, refundSubscription } from './deal-subscriptions.ts';
import { creditManager, poolOf, startDraft, type Draft } from './draft.ts';
import { judgeClaim, judgeStrike } from './judge-strike.ts';
import type { Pool } from './pool.ts';
import { byRequest, type PoolRequest, type RedeemRequest, type SubscribeRequest } from './requests.ts';
import { bookResult, bookTotalLoss, payManagementFee, sweepDust, valuePool, type Valuation } from './revalue.ts';
import type { StrikeOrder, StrikeOutcome, Struck } from './strike-order.ts';

/**
 * Fixes a pool's NAV per unit and deals at it everything that was asked for before the cut-off: result of trading,
 * management fee, performance fees when the month is over, money in, money out, fees paid. All flows have the same
 * price, and the order in which requests are given does not matter.
 *
 * @returns  The next pool and what to book, or why no NAV was struck and nothing changed.
 * @throws   Invariant, when the cut-off is after the statement, or requests are not whole or not distinct.
 */
export function strikePool(pool: Pool, order: StrikeOrder): StrikeOutcome {
  const refusal = judgeStrike(pool, order);
  if (refusal) return { ok: false, refusal };
  const draft = startDraft(pool, order);
  const valuation = valuePool(draft);
  const doubt = judgeClaim(pool, order, valuation.navMinor);
  if (doubt) return { ok: false, refusal: doubt };
  return valuation.isLost ? close(draft, valuation) : deal(draft, valuation);
}

function deal(draft: Draft, valuation: Valuation): Struck {
  bookResult(draft, valuation);
  const crystallised = isCrystallising(draft);
  if (crystallised) crystalliseLots(draft);
  const { subscribe, redeem } = sortRequests(draft);
  if (subscribe.length > 0) dealSubscriptions(draft, subscribe);
  if (redeem.length > 0) dealRedemptions(draft, redeem);
  if (crystallised) payManagementFee(draft);
  if (redeem.length > 0) dropEmptyLots(draft);
  creditManager(draft);
  sweepDust(draft);
  return struckOf(draft, { valuation, crystallised, shortfallMinor: 0n });
}

/** Ends the series: money that waited goes back, units are worth nothing, nobody owes anything. */
function close(draft: Draft, valuation: Valuation): Struck {
  const shortfallMinor = bookTotalLoss(draft, valuation);
  for (const request of [...draft.order.requests].sort(byRequest)) {
    if (request.kind === 'subscribe') refundSubscription(draft, request, 'pool-closed');
    else draft.refused.push({ request, why: 'pool-closed' });
  }
  payManagementFee(draft);
  return struckOf(draft, { valuation, crystallised: false, shortfallMinor });
}

function struckOf(
  draft: Draft,
  { valuation, ...rest }: { valuation: Valuation; crystallised: boolean; shortfallMinor: bigint },
): Struck {
  const { priceE12, offerE12, dealt, gated, waiting, refused, feeEvents, movements } = draft;
  return {
    ok: true,
    pool: poolOf(draft, valuation.isLost ? 'closed' : 'open'),
    priceE12,
    offerE12,
    navBeforeFlowsMinor: valuation.isLost ? 0n : valuation.navMinor,
    dealt,
    gated,
    waiting,
    refused,
    feeEvents,
    movements,
    ...rest,
  };
}

type Sorted = { subscribe: SubscribeRequest[]; redeem: RedeemRequest[] };

/** The requests to deal, in their own order; those after the cut-off wait. */
function sortRequests(draft: Draft): Sorted {
  const { requests, atMs, cutOffMs = atMs } = draft.order;
  invariant(cutOffMs <= atMs, 'the cut-off is not after the statement');
  const sorted: Sorted = { subscribe: [], redeem: [] };
  if (requests.length === 0) return sorted;
  invariant(new Set(requests.map(({ requestId }) => requestId)).size === requests.length, 'a request is given once');
  for (const request of requests.toSorted(byRequest)) {
    checkRequest(request);
    if (request.requestedAtMs >= cutOffMs) draft.waiting.push({ request, why: 'after-cut-off' });
    else if (request.kind === 'subscribe') sorted.subscribe.push(request);
    else sorted.redeem.push(request);
  }
  return sorted;
}

function checkRequest(request: PoolRequest): void {
  if (request.kind === 'subscribe') invariant(request.cashMinor > 0n, 'money is put in, not taken');
  else invariant(request.ask === 'all' || request.quantity > 0n, 'something is asked for');
}

function dropEmptyLots(draft: Draft): void {
  if (draft.lotsOwned) draft.lots = draft.lots.filter(({ units }) => units > 0n);
}
