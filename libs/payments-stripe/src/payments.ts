import type {
  BalanceTransaction,
  ChargeObject,
  CheckoutObject,
  PaymentObject,
  RefundObject,
} from '@orbiquant/payments';
import type Stripe from 'stripe';
import { chargeOf, checkoutOf, idOf, paymentOf, transactionOf } from './objects.ts';
import { keyed, type OpenStripe } from './open-stripe.ts';
import { attempt, mapDone, thenDone, type StripeOutcome } from './outcome.ts';
import { minorOf, stripeAmount } from './stripe-amount.ts';
import { since, wholeList } from './whole-list.ts';

/** A deposit to be paid on a hosted page. */
export type DepositWish = {
  readonly key: string;
  readonly depositId: string;
  readonly userId: string;
  readonly cents: bigint;
  readonly currency: string;
  readonly title: string;
  readonly email: string;
  readonly locale: 'es' | 'en';
  readonly successUrl: string;
  readonly cancelUrl: string;
};

/** A page on which somebody may pay now; null once it is closed. */
export type HostedPage = CheckoutObject & { readonly url: string | null };

/** Money that comes in, and what is taken back of it. */
export type StripePayments = {
  createCheckout(wish: DepositWish): Promise<StripeOutcome<HostedPage>>;
  getCheckout(id: string): Promise<StripeOutcome<HostedPage>>;
  listCheckouts(sinceMs: number): Promise<StripeOutcome<CheckoutObject[]>>;
  /** A payment with its charge, the fee of it, its refunds and its dispute. */
  getPayment(id: string): Promise<StripeOutcome<PaymentObject>>;
  /** Nothing for a charge that has no payment. */
  getPaymentOfCharge(chargeId: string): Promise<StripeOutcome<PaymentObject | null>>;
  listPayments(sinceMs: number): Promise<StripeOutcome<PaymentObject[]>>;
  listCharges(sinceMs: number): Promise<StripeOutcome<Stripe.Charge[]>>;
  refund(wish: {
    readonly key: string;
    readonly chargeId: string;
    readonly cents: bigint;
    readonly currency: string;
  }): Promise<StripeOutcome<RefundObject>>;
  /** Movements of our own balance. */
  listBalanceTransactions(sinceMs: number): Promise<StripeOutcome<BalanceTransaction[]>>;
};

export const stripePayments = (open: OpenStripe): StripePayments => ({ ...checkouts(open), ...received(open) });

const pageOf = (session: Stripe.Checkout.Session): HostedPage => ({ ...checkoutOf(session), url: session.url });

type Checkouts = Pick<StripePayments, 'createCheckout' | 'getCheckout' | 'listCheckouts'>;

const checkouts = ({ client }: OpenStripe): Checkouts => ({
  createCheckout: async (wish) =>
    mapDone(await attempt(() => client.checkout.sessions.create(checkoutParams(wish), keyed(wish.key))), pageOf),
  getCheckout: async (id) => mapDone(await attempt(() => client.checkout.sessions.retrieve(id)), pageOf),
  async listCheckouts(sinceMs) {
    const all = await wholeList((page) => client.checkout.sessions.list({ ...page, ...since(sinceMs) }));
    return mapDone(all, (rows) => rows.map(checkoutOf));
  },
});

function checkoutParams(wish: DepositWish): Stripe.Checkout.SessionCreateParams {
  const { amount, currency } = stripeAmount(wish.cents, wish.currency);
  const metadata = { deposit: wish.depositId, user: wish.userId };
  return {
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: wish.title } } }],
    client_reference_id: wish.userId,
    customer_email: wish.email,
    locale: wish.locale,
    metadata,
    payment_intent_data: { metadata },
    success_url: wish.successUrl,
    cancel_url: wish.cancelUrl,
  };
}

const WITH_CHARGE = { expand: ['latest_charge.balance_transaction'] };

type Received = Omit<StripePayments, keyof Checkouts>;

const received = (open: OpenStripe): Received => ({
  getPayment: async (id) =>
    thenDone(await attempt(() => open.client.paymentIntents.retrieve(id, WITH_CHARGE)), (intent) =>
      followed(open, intent),
    ),
  async getPaymentOfCharge(chargeId) {
    const charge = await attempt(() => open.client.charges.retrieve(chargeId, { expand: ['payment_intent'] }));
    return thenDone(charge, async ({ payment_intent }): Promise<StripeOutcome<PaymentObject | null>> =>
      payment_intent === null ? { kind: 'done', object: null } : this.getPayment(idOf(payment_intent)),
    );
  },
  async listPayments(sinceMs) {
    const expand = WITH_CHARGE.expand.map((path) => `data.${path}`);
    const all = await wholeList((page) => open.client.paymentIntents.list({ ...page, ...since(sinceMs), expand }));
    return thenDone(all, (intents) => eachDone(intents, (intent) => followed(open, intent)));
  },
  listCharges: (sinceMs) => wholeList((page) => open.client.charges.list({ ...page, ...since(sinceMs) })),
  async refund({ key, chargeId, cents, currency }) {
    const { amount } = stripeAmount(cents, currency);
    return mapDone(
      await attempt(() => open.client.refunds.create({ charge: chargeId, amount }, keyed(key))),
      ({ id, status, amount: given }) => ({
        id,
        cents: minorOf(given),
        failed: status === 'failed',
      }),
    );
  },
  async listBalanceTransactions(sinceMs) {
    const all = await wholeList((page) => open.client.balanceTransactions.list({ ...page, ...since(sinceMs) }));
    return mapDone(all, (rows) => rows.map(transactionOf));
  },
});

/** One after the other; the first that fails is what all came to. */
export async function eachDone<T, U>(
  from: readonly T[],
  read: (one: T) => Promise<StripeOutcome<U>>,
): Promise<StripeOutcome<U[]>> {
  const objects: U[] = [];
  for (const one of from) {
    const outcome = await read(one);
    if (outcome.kind !== 'done') return outcome;
    objects.push(outcome.object);
  }
  return { kind: 'done', object: objects };
}

/** A payment with what happened to its charge, and with the bill it is for. */
async function followed(open: OpenStripe, intent: Stripe.PaymentIntent): Promise<StripeOutcome<PaymentObject>> {
  const invoiceId = await invoiceIdOf(open, intent);
  return thenDone(invoiceId, async (invoice) =>
    mapDone(await chargeFollowed(open, intent), (charge) => paymentOf(intent, { charge, invoiceId: invoice })),
  );
}

/** A payment of ours is for a deposit; of any other we ask which bill it is for. */
async function invoiceIdOf(
  { client }: OpenStripe,
  { id, metadata }: Stripe.PaymentIntent,
): Promise<StripeOutcome<string | null>> {
  if (metadata['deposit'] !== undefined) return { kind: 'done', object: null };
  const bills = await attempt(() =>
    client.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: id }, limit: 1 }),
  );
  return mapDone(bills, ({ data: [bill] }) => (bill ? idOf(bill.invoice as string | { id: string }) : null));
}

/** The charge that succeeded, with its fee and what was taken back of it; nothing until there is one. */
export async function chargeFollowed(
  open: OpenStripe,
  intent: Stripe.PaymentIntent,
): Promise<StripeOutcome<ChargeObject | null>> {
  const charge = intent.latest_charge;
  if (intent.status !== 'succeeded' || charge === null || typeof charge === 'string')
    return { kind: 'done', object: null };
  const feeCents = feeOf(charge);
  if (feeCents === null) return { kind: 'unknown', why: `the fee of ${charge.id} is not known yet` };
  const refunds = await wholeList((page) => open.client.refunds.list({ ...page, charge: charge.id }));
  return thenDone(refunds, async (newestFirst) =>
    mapDone(await disputesOf(open, charge), (disputes) =>
      chargeOf(charge, feeCents, { refunds: newestFirst.toReversed(), disputes }),
    ),
  );
}

function feeOf({ balance_transaction: paid }: Stripe.Charge): bigint | null {
  return paid === null || typeof paid === 'string' ? null : minorOf(paid.fee);
}

async function disputesOf(
  { client }: OpenStripe,
  { id, disputed }: Stripe.Charge,
): Promise<StripeOutcome<Stripe.Dispute[]>> {
  return disputed ? wholeList((page) => client.disputes.list({ ...page, charge: id })) : { kind: 'done', object: [] };
}
