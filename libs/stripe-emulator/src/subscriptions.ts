import { emit, type Place } from './emit.ts';
import { finalizeInvoice, newInvoice, payInvoice, voidInvoice } from './invoices.ts';
import type { Invoice, Subscription } from './billing-objects.ts';
import { BLANK_ITEM, BLANK_SUBSCRIPTION } from './blank-billing.ts';
import { endOfPeriod } from './end-of-period.ts';
import { listing, listOf } from './list-page.ts';
import type { Metadata } from './money-objects.ts';
import { idOf, type Operation } from './operation.ts';
import type { LineItem, PaymentMethod } from './payment-objects.ts';
import { renewLater } from './renewals.ts';
import { objectOf, tableOf } from './scope.ts';
import { refused } from './stripe-fault.ts';
import { endSubscription } from './subscription-status.ts';
import { put } from './table.ts';
import { nowSec } from './world.ts';

/** What somebody subscribes to, and who pays how. */
export type SubscriptionWish = {
  readonly customer: string;
  readonly items: readonly LineItem[];
  readonly method: PaymentMethod;
  readonly metadata: Metadata;
  readonly description: string | null;
};

type Started =
  | { readonly subscription: Subscription; readonly invoice: Invoice }
  | { readonly refusal: { readonly code: string; readonly message: string } };

const ONLY_CARDS = { code: 'payment_method_unsupported_type', message: 'A subscription is paid by card.' } as const;

/** Starts a subscription with its first payment; where that is refused, nothing starts and the bill is void. */
export function startSubscription(place: Place, wish: SubscriptionWish): Started {
  if (wish.method.type !== 'card') return { refusal: ONLY_CARDS };
  const subscription = newSubscription(place, wish);
  const draft = newInvoice(place, subscription, 'subscription_create');
  const paid = payInvoice(place, finalizeInvoice(place, draft.id).id, { method: wish.method });
  if (paid.status !== 'paid') return { refusal: refusalOf(place, voidInvoice(place, paid)) };
  put(tableOf(place.scope, 'subscriptions'), { ...subscription, latest_invoice: paid.id });
  const started = objectOf(place.scope, 'subscriptions', { id: subscription.id });
  emit(place, 'customer.subscription.created', { object: started });
  renewLater(place, started);
  return { subscription: started, invoice: paid };
}

function refusalOf({ scope }: Place, invoice: Invoice): { code: string; message: string } {
  const [payment] = invoice.payments.data;
  const intent = objectOf(scope, 'payment_intents', { id: payment?.payment.payment_intent ?? '' });
  const error = intent.last_payment_error;
  return { code: error?.decline_code ?? 'card_declined', message: error?.message ?? 'Your card was declined.' };
}

function newSubscription({ world }: Place, wish: SubscriptionWish): Subscription {
  const id = world.newId('sub');
  const start = nowSec(world);
  const lines = wish.items.filter(({ price }) => price.recurring !== null);
  const recurring = lines[0]?.price.recurring;
  if (!recurring) throw refused('A subscription needs a recurring price.');
  const period = { current_period_start: start, current_period_end: endOfPeriod(start, recurring, 1) };
  const items = lines.map(({ price, quantity }) => ({
    ...BLANK_ITEM,
    ...{ id: world.newId('si'), created: start, ...period, price, quantity, subscription: id },
  }));
  return {
    ...BLANK_SUBSCRIPTION,
    id,
    billing_cycle_anchor: start,
    created: start,
    currency: lines[0]?.currency ?? '',
    customer: wish.customer,
    default_payment_method: wish.method.id,
    description: wish.description,
    items: listOf(`/v1/subscription_items?subscription=${id}`, items),
    metadata: wish.metadata,
    start_date: start,
  };
}

/** POST /v1/subscriptions/:id */
export const updateSubscription: Operation = (call) => {
  const { params, scope } = call;
  const before = objectOf(scope, 'subscriptions', { id: idOf(call) });
  const cancel_at_period_end = params.flag('cancel_at_period_end') ?? before.cancel_at_period_end;
  const default_payment_method = params.text('default_payment_method') ?? before.default_payment_method;
  const metadata = params.metadata(before.metadata);
  params.done();
  if (before.status === 'canceled')
    throw refused('A canceled subscription can only update its cancellation_details and metadata.');
  const cancelling = cancel_at_period_end ? cancellation(call, before) : { cancel_at: null, canceled_at: null };
  const after: Subscription = { ...before, ...cancelling, cancel_at_period_end, default_payment_method, metadata };
  emit(call, 'customer.subscription.updated', { object: put(tableOf(scope, 'subscriptions'), after), before });
  return after;
};

const cancellation = ({ world }: Place, before: Subscription): Pick<Subscription, 'cancel_at' | 'canceled_at'> => ({
  cancel_at: before.items.data[0]?.current_period_end ?? null,
  canceled_at: before.canceled_at ?? nowSec(world),
});

/** DELETE /v1/subscriptions/:id: it ends now. */
export const cancelSubscription: Operation = (call) => {
  const { params, scope } = call;
  const before = objectOf(scope, 'subscriptions', { id: idOf(call) });
  params.flag('invoice_now');
  params.flag('prorate');
  params.done();
  if (before.status === 'canceled')
    throw refused(`No such subscription: '${before.id}'`, { code: 'resource_missing', param: 'id', status: 404 });
  return endSubscription(call, before);
};

/** GET /v1/subscriptions: those that ended only when asked for, by `status=canceled` or `all`. */
export const listSubscriptions: Operation = (call) => {
  const status = call.params.text('status');
  return listing('subscriptions', '/v1/subscriptions', {
    fields: ['customer'],
    passes: (subscription) =>
      status === 'all' || (status === undefined ? subscription.status !== 'canceled' : subscription.status === status),
  })(call);
};
