import type { Subscription } from './billing-objects.ts';
import { emit, type Place } from './emit.ts';
import { tableOf } from './scope.ts';
import { put } from './table.ts';
import { nowSec } from './world.ts';

/** A subscription is over: nothing renews any more. */
export function endSubscription(place: Place, before: Subscription): Subscription {
  const at = nowSec(place.world);
  const after = put(tableOf(place.scope, 'subscriptions'), {
    ...before,
    status: 'canceled' as const,
    canceled_at: before.canceled_at ?? at,
    ended_at: at,
  });
  emit(place, 'customer.subscription.deleted', { object: after });
  return after;
}

/** Moves a subscription between `active` and `past_due`. */
export function setStatus(place: Place, before: Subscription, status: 'active' | 'past_due'): Subscription {
  if (before.status === status) return before;
  const after = put(tableOf(place.scope, 'subscriptions'), { ...before, status });
  emit(place, 'customer.subscription.updated', { object: after, before });
  return after;
}
