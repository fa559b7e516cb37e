import { applied, ignored, type Decision } from './saga.ts';
import type { SubscriptionObject } from './stripe-call.ts';

/** What a person may use. */
export type Plan = 'free' | 'pro';

/** A person's plan: one row, changed only by `decidePlan`. */
export type PlanSubscription = {
  userId: string;
  subscriptionId: string;
  plan: Plan;
  status: SubscriptionObject['status'];
  periodEndMs: number;
  /** When the fetch that this row follows was begun; an older one changes nothing. */
  asOfMs: number;
};

/** Statuses in which a paid plan may be used: a payment that is late is being tried again. */
const ENTITLED: ReadonlySet<SubscriptionObject['status']> = new Set(['trialing', 'active', 'past_due']);

/** The plan that a subscription entitles to. */
export const planOf = (subscription: PlanSubscription | null): Plan =>
  subscription !== null && ENTITLED.has(subscription.status) ? subscription.plan : 'free';

/** One step of a plan: what the processor shows now, unless something newer is known, or another subscription is in force. */
export function decidePlan(
  state: PlanSubscription | null,
  { object, asOfMs }: { kind: 'fetched'; object: SubscriptionObject; asOfMs: number },
): Decision<PlanSubscription | null> {
  if (object.userId === null || isOlder(state, { object, asOfMs })) return ignored(state);
  const { userId, id: subscriptionId, status, periodEndMs } = object;
  const plan: Plan = object.plan === 'pro' ? 'pro' : 'free';
  return applied<PlanSubscription | null>({ userId, subscriptionId, plan, status, periodEndMs, asOfMs });
}

/** Older than what is known, or the end of a subscription that another has replaced. */
function isOlder(
  state: PlanSubscription | null,
  { object, asOfMs }: { object: SubscriptionObject; asOfMs: number },
): boolean {
  if (state === null) return false;
  const replaced = state.subscriptionId !== object.id && planOf(state) !== 'free' && !ENTITLED.has(object.status);
  return replaced || asOfMs <= state.asOfMs;
}
