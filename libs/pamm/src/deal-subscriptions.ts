import { distribute } from './distribute.ts';
import { navOf, note, ownLots, type Draft } from './draft.ts';
import type { RefusedReason, SubscribeRequest } from './requests.ts';
import { unitsForCash } from './scale.ts';
import { termsOffered } from './terms.ts';

/**
 * Fewer steps than these are not issued: what a buyer loses by rounding is then at most a millionth of what was paid,
 * whatever somebody gave to the pool to drive its price up.
 * @see OpenZeppelin, "A Novel Defense Against ERC4626 Inflation Attacks", 2022, for the attack.
 */
export const UNITS_STEP_MIN = 1_000_000n;

/**
 * At a price of fewer steps nothing is issued: sellers get it rounded down and buyers pay it rounded up, and of so few steps
 * one is more than a millionth of what was paid. A pool falls as low only by losing all but a millionth.
 */
export const PRICE_STEP_MIN = 1_000_000n;

/** What one holder puts in at this strike. */
type Joining = { holder: string; requests: SubscribeRequest[]; cashMinor: bigint };

/**
 * Issues units for the money that waits, in order of `requests`. All that one holder puts in at a strike buys as one
 * sum and is divided over the requests afterwards, so that splitting a deposit changes nothing.
 */
export function dealSubscriptions(draft: Draft, requests: readonly SubscribeRequest[]): void {
  const joining = joiningOf(draft, requests);
  const cashMinor = joining.reduce((sum, each) => sum + each.cashMinor, 0n);
  const opens = draft.pool.units === 0n;
  if (opens && cashMinor < draft.pool.openingMinMinor) return joining.forEach((each) => wait(draft, each));
  const ownerlessMinor = opens ? navOf(draft) : 0n;
  for (const each of joining) issue(draft, each);
  if (draft.dealt.length > 0) giveOwnerless(draft, ownerlessMinor);
}

/** What a pool without units still has is the manager's, at the same price of 1: else the first buyer would be given it. */
function giveOwnerless(draft: Draft, minor: bigint): void {
  const units = unitsForCash(minor, draft.offerE12, draft.pool.exponent);
  draft.units += units;
  draft.managerUnits += units;
}

/** Gives money that waited back to who put it in; of a deleted account to its unclaimed share. */
export function refundSubscription(draft: Draft, request: SubscribeRequest, why: RefusedReason): void {
  const { holder, requestId, cashMinor } = request;
  const to = draft.order.standings?.get(holder) === 'deleted' ? 'unclaimed' : 'wallet';
  draft.refused.push({ request, why });
  note(draft, { reason: 'subscription-refund', from: 'pending', to, minor: cashMinor, holder, requestId });
}

function joiningOf(draft: Draft, requests: readonly SubscribeRequest[]): Joining[] {
  const byHolder = new Map<string, Joining>();
  for (const request of requests) {
    if (!mayJoin(draft, request)) continue;
    const known = byHolder.get(request.holder);
    if (known) {
      known.requests.push(request);
      known.cashMinor += request.cashMinor;
    } else byHolder.set(request.holder, { holder: request.holder, requests: [request], cashMinor: request.cashMinor });
  }
  return [...byHolder.values()].filter((each) => reachesMinimum(draft, each));
}

function mayJoin(draft: Draft, request: SubscribeRequest): boolean {
  const standing = draft.order.standings?.get(request.holder);
  if (standing === 'frozen') draft.waiting.push({ request, why: 'account-frozen' });
  else if (standing === 'deleted') refundSubscription(draft, request, 'account-deleted');
  else if (termsOffered(draft.pool.terms, draft.atMs).status === 'closed')
    refundSubscription(draft, request, 'offer-closed');
  else return true;
  return false;
}

/** The least investment is asked of who has nothing in the pool yet. */
function reachesMinimum(draft: Draft, { holder, requests, cashMinor }: Joining): boolean {
  const { investmentMinMinor } = termsOffered(draft.pool.terms, requests[0]!.requestedAtMs);
  if (cashMinor >= investmentMinMinor || draft.lots.some((lot) => lot.holder === holder)) return true;
  for (const request of requests) refundSubscription(draft, request, 'below-minimum');
  return false;
}

function wait(draft: Draft, { requests }: Joining): void {
  for (const request of requests) draft.waiting.push({ request, why: 'opening-minimum' });
}

function issue(draft: Draft, { requests, cashMinor }: Joining): void {
  if (draft.offerE12 < PRICE_STEP_MIN)
    return requests.forEach((request) => refundSubscription(draft, request, 'price-too-low'));
  const units = unitsForCash(cashMinor, draft.offerE12, draft.pool.exponent);
  const shares =
    requests.length === 1
      ? [units]
      : distribute(
          units,
          requests.map(({ requestId, cashMinor: weight }) => ({ id: requestId, weight })),
        );
  if (shares.some((share) => share < UNITS_STEP_MIN))
    for (const request of requests) refundSubscription(draft, request, 'too-small');
  else requests.forEach((request, index) => issueLot(draft, request, shares[index]!));
}

function issueLot(draft: Draft, request: SubscribeRequest, units: bigint): void {
  const { atMs, offerE12, pool } = draft;
  const { holder, requestId, cashMinor, requestedAtMs } = request;
  ownLots(draft).push({
    lotId: requestId,
    holder,
    units,
    markE12: offerE12,
    markedAtMs: atMs,
    issuedAtMs: atMs,
    termsVersion: termsOffered(pool.terms, requestedAtMs).version,
    paidInMinor: cashMinor,
  });
  draft.units += units;
  draft.cashMinor += cashMinor;
  draft.dealt.push({
    requestId,
    holder,
    kind: 'subscribe',
    units,
    feeUnits: 0n,
    cashMinor,
    priceE12: offerE12,
    payTo: 'wallet',
  });
  note(draft, { reason: 'subscription', from: 'pending', to: 'capital', minor: cashMinor, holder, requestId });
}
