import type { Dealt, PoolRequest, RedeemRequest, Struck } from '@orbiquant/pamm';
import {
  addRedemptionDeal,
  endRedemption,
  endSubscription,
  keepRedemption,
  markExecuted,
  noteSubscriptionWaits,
} from '@orbiquant/pamm-store';
import type { EntityManager } from '@orbiquant/platform-db';

/** Writes down what became of every request at a strike: dealt, in part, waiting, or refused. */
export async function recordRequests(tx: EntityManager, strikeId: string, outcome: Struck): Promise<void> {
  for (const dealt of outcome.dealt) await recordDealt(tx, strikeId, dealt);
  const rests = [
    ...outcome.gated.map((request) => ({ request, why: 'gated' })),
    ...outcome.waiting.map(({ request, why }) => ({ request, why: why as string })),
  ];
  for (const { request, why } of rests) await keep(tx, request, why);
  for (const { request, why } of outcome.refused) await refuse(tx, request, why);
  const unfinished = new Set(rests.map(({ request }) => request.requestId));
  for (const { kind, requestId } of outcome.dealt)
    if (kind === 'redeem' && !unfinished.has(requestId))
      await endRedemption(tx, requestId, { status: 'executed', reason: null });
}

const recordDealt = (tx: EntityManager, strikeId: string, dealt: Dealt): Promise<void> =>
  dealt.kind === 'subscribe' ? markExecuted(tx, strikeId, dealt) : addRedemptionDeal(tx, strikeId, dealt);

const keep = (tx: EntityManager, request: PoolRequest, why: string): Promise<void> =>
  request.kind === 'subscribe'
    ? noteSubscriptionWaits(tx, request.requestId, why)
    : keepRedemption(tx, request satisfies RedeemRequest, why);

const refuse = (tx: EntityManager, { kind, requestId }: PoolRequest, reason: string): Promise<void> =>
  kind === 'subscribe'
    ? endSubscription(tx, requestId, { status: 'refunded', reason })
    : endRedemption(tx, requestId, { status: 'refused', reason });
