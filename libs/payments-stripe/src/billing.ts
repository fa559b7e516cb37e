import type { InvoiceObject, SubscriptionObject } from '@orbiquant/payments';
import type Stripe from 'stripe';
import { checkoutOf, invoiceOf, paymentIdOf, subscriptionOf } from './objects.ts';
import { keyed, type OpenStripe } from './open-stripe.ts';
import { attempt, mapDone, thenDone, type StripeOutcome } from './outcome.ts';
import { chargeFollowed, eachDone, type HostedPage } from './payments.ts';
import { minorOf, stripeAmount } from './stripe-amount.ts';
import { since, wholeList } from './whole-list.ts';

/** What a plan costs, by Stripe's price. */
export type PlanPrice = {
  readonly priceId: string;
  /** Our name of the plan. */
  readonly plan: string;
  readonly cents: bigint;
  readonly currency: string;
  readonly interval: 'month' | 'year';
};

/** A subscription to be begun on a hosted page. */
export type SubscriptionWish = {
  readonly key: string;
  readonly userId: string;
  readonly email: string;
  readonly plan: string;
  readonly priceId: string;
  readonly locale: 'es' | 'en';
  readonly successUrl: string;
  readonly cancelUrl: string;
};

/** Plans of the platform: what they cost, who has one, what was billed. */
export type StripeBilling = {
  /** Makes a plan known to Stripe; `key` makes it once. */
  createPlan(
    wish: { readonly key: string; readonly title: string } & Omit<PlanPrice, 'priceId'>,
  ): Promise<StripeOutcome<PlanPrice>>;
  listPlans(): Promise<StripeOutcome<PlanPrice[]>>;
  subscribe(wish: SubscriptionWish): Promise<StripeOutcome<HostedPage>>;
  getSubscription(id: string): Promise<StripeOutcome<SubscriptionObject>>;
  listSubscriptions(sinceMs: number): Promise<StripeOutcome<SubscriptionObject[]>>;
  /** At the end of the period that is paid for. */
  cancelSubscription(wish: { readonly key: string; readonly id: string }): Promise<StripeOutcome<SubscriptionObject>>;
  getInvoice(id: string): Promise<StripeOutcome<InvoiceObject>>;
  listInvoices(sinceMs: number): Promise<StripeOutcome<InvoiceObject[]>>;
};

export const stripeBilling = (open: OpenStripe): StripeBilling => ({
  ...plans(open),
  ...subscriptions(open),
  ...invoices(open),
});

const plans = ({ client }: OpenStripe): Pick<StripeBilling, 'createPlan' | 'listPlans'> => ({
  async createPlan({ key, title, plan, cents, currency: code, interval }) {
    const { amount, currency } = stripeAmount(cents, code);
    const product = await attempt(() =>
      client.products.create({ name: title, metadata: { plan } }, keyed(`${key}:product`)),
    );
    return thenDone(product, async ({ id }) => {
      const params = { product: id, currency, unit_amount: amount, recurring: { interval }, metadata: { plan } };
      return mapDone(await attempt(() => client.prices.create(params, keyed(`${key}:price`))), priceOf);
    });
  },
  async listPlans() {
    const all = await wholeList((page) => client.prices.list({ ...page, type: 'recurring' }));
    return mapDone(all, (rows) =>
      rows.filter(({ active, metadata }) => active && metadata['plan'] !== undefined).map(priceOf),
    );
  },
});

const priceOf = (price: Stripe.Price): PlanPrice => ({
  priceId: price.id,
  plan: price.metadata['plan'] ?? '',
  cents: minorOf(price.unit_amount ?? 0),
  currency: price.currency.toUpperCase(),
  interval: price.recurring?.interval === 'year' ? 'year' : 'month',
});

type Subscriptions = Pick<StripeBilling, 'subscribe' | 'getSubscription' | 'listSubscriptions' | 'cancelSubscription'>;

const subscriptions = ({ client }: OpenStripe): Subscriptions => ({
  async subscribe({ key, userId, email, plan, priceId, locale, successUrl, cancelUrl }) {
    const metadata = { user: userId, plan };
    const params: Stripe.Checkout.SessionCreateParams = {
      mode: 'subscription',
      line_items: [{ quantity: 1, price: priceId }],
      client_reference_id: userId,
      customer_email: email,
      locale,
      metadata,
      subscription_data: { metadata },
      success_url: successUrl,
      cancel_url: cancelUrl,
    };
    const session = await attempt(() => client.checkout.sessions.create(params, keyed(key)));
    return mapDone(session, (made) => ({ ...checkoutOf(made), url: made.url }));
  },
  getSubscription: async (id) => mapDone(await attempt(() => client.subscriptions.retrieve(id)), subscriptionOf),
  async listSubscriptions(sinceMs) {
    const all = await wholeList((page) => client.subscriptions.list({ ...page, ...since(sinceMs), status: 'all' }));
    return mapDone(all, (rows) => rows.map(subscriptionOf));
  },
  cancelSubscription: async ({ key, id }) =>
    mapDone(
      await attempt(() => client.subscriptions.update(id, { cancel_at_period_end: true }, keyed(key))),
      subscriptionOf,
    ),
});

const WITH_PAYMENTS = { expand: ['payments'] };

const invoices = (open: OpenStripe): Pick<StripeBilling, 'getInvoice' | 'listInvoices'> => ({
  getInvoice: async (id) =>
    thenDone(await attempt(() => open.client.invoices.retrieve(id, WITH_PAYMENTS)), (invoice) => paidBy(open, invoice)),
  async listInvoices(sinceMs) {
    const expand = ['data.payments'];
    const all = await wholeList((page) => open.client.invoices.list({ ...page, ...since(sinceMs), expand }));
    return thenDone(all, (rows) => eachDone(rows, (invoice) => paidBy(open, invoice)));
  },
});

/** A bill with the charge that paid it. */
async function paidBy(open: OpenStripe, invoice: Stripe.Invoice): Promise<StripeOutcome<InvoiceObject>> {
  const paymentId = invoice.status === 'paid' ? paymentIdOf(invoice) : null;
  if (paymentId === null) return { kind: 'done', object: invoiceOf(invoice, null) };
  const intent = await attempt(() =>
    open.client.paymentIntents.retrieve(paymentId, { expand: ['latest_charge.balance_transaction'] }),
  );
  return thenDone(intent, async (paid) =>
    mapDone(await chargeFollowed(open, paid), (charge) => invoiceOf(invoice, charge)),
  );
}
