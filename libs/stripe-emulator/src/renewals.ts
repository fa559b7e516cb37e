import type { Invoice, Subscription } from './billing-objects.ts';
import { emit, type Place } from './emit.ts';
import { endOfPeriod } from './end-of-period.ts';
import { finalizeInvoice, markUncollectible, newInvoice, payInvoice } from './invoices.ts';
import { rowOf, put } from './table.ts';
import { tableOf } from './scope.ts';
import { endSubscription, setStatus } from './subscription-status.ts';
import { later } from './world.ts';

/** Plans the end of the current period. */
export function renewLater(place: Place, subscription: Subscription): void {
  const { world } = place;
  const endMs = (subscription.items.data[0]?.current_period_end ?? 0) * 1000;
  later(world, endMs - world.atMs, () => renew(place, subscription.id));
}

const subscriptionOf = ({ scope }: Place, id: string): Subscription => rowOf(tableOf(scope, 'subscriptions'), id)!;

/** A period is over: the next one begins with a draft bill, or the subscription ends as its owner wished. */
function renew(place: Place, id: string): void {
  const before = subscriptionOf(place, id);
  if (before.status === 'canceled') return;
  if (before.cancel_at_period_end) return void endSubscription(place, before);
  const moved = put(tableOf(place.scope, 'subscriptions'), nextPeriod(before));
  const invoice = newInvoice(place, moved, 'subscription_cycle');
  const after = put(tableOf(place.scope, 'subscriptions'), { ...moved, latest_invoice: invoice.id });
  emit(place, 'customer.subscription.updated', { object: after, before });
  later(place.world, place.world.settings.invoiceDraftMs, () => bill(place, invoice.id));
  renewLater(place, after);
}

function nextPeriod(before: Subscription): Subscription {
  const [item] = before.items.data;
  if (!item?.price.recurring) return before;
  const { recurring } = item.price;
  const start = item.current_period_end;
  let count = 1;
  while (endOfPeriod(before.billing_cycle_anchor, recurring, count) <= start) count += 1;
  const end = endOfPeriod(before.billing_cycle_anchor, recurring, count);
  const data = before.items.data.map((one) => ({ ...one, current_period_start: start, current_period_end: end }));
  return { ...before, items: { ...before.items, data } };
}

function bill(place: Place, id: string): void {
  const draft = rowOf(tableOf(place.scope, 'invoices'), id);
  if (draft?.status === 'draft') attempt(place, finalizeInvoice(place, id), 0);
}

/** Tries to collect; each failure waits for the next try, the last one ends the subscription and gives the bill up. */
function attempt(place: Place, invoice: Invoice, tries: number): void {
  const { scope, world } = place;
  const subscription = subscriptionOf(place, invoice.parent.subscription_details.subscription);
  const method = rowOf(tableOf(scope, 'payment_methods'), subscription.default_payment_method ?? '');
  if (subscription.status === 'canceled' || !method) return;
  const waitMs = world.settings.renewalRetriesMs[tries];
  const tried = payInvoice(place, invoice.id, { method, retryAfterMs: waitMs });
  if (tried.status === 'paid') return;
  const late = setStatus(place, subscription, 'past_due');
  if (waitMs !== undefined) return later(world, waitMs, () => retry(place, invoice.id, tries + 1));
  markUncollectible(place, tried);
  endSubscription(place, late);
}

function retry(place: Place, id: string, tries: number): void {
  const invoice = rowOf(tableOf(place.scope, 'invoices'), id);
  if (invoice?.status === 'open') attempt(place, invoice, tries);
}
