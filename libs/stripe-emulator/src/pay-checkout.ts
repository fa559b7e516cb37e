import type { Carried } from './checkout-sessions.ts';
import { newCustomer } from './customers.ts';
import { emit, type Place } from './emit.ts';
import { collect, newPaymentIntent } from './payment-intents.ts';
import { newPaymentMethod } from './payment-methods.ts';
import type { CheckoutSession, PaymentIntent, PaymentMethod } from './payment-objects.ts';
import { objectOf, tableOf } from './scope.ts';
import { refused } from './stripe-fault.ts';
import { startSubscription } from './subscriptions.ts';
import { put, rowOf } from './table.ts';
import { testCard } from './test-cards.ts';

/** Somebody fills in the hosted page. */
export type CheckoutVisit = {
  readonly session: string;
  /** A test number or the name of a payment method. */
  readonly card: string;
  readonly email?: string;
  readonly name?: string;
};

/** How it went, as the page tells the payer. */
export type CheckoutOutcome =
  | { readonly outcome: 'complete'; readonly redirectTo: string }
  | { readonly outcome: 'declined'; readonly code: string; readonly message: string }
  | { readonly outcome: 'closed'; readonly status: 'complete' | 'expired' };

const NOT_A_TEST_CARD = {
  outcome: 'declined',
  code: 'incorrect_number',
  message: 'Your card number is incorrect.',
} as const;

/** Pays a checkout. A refused card leaves it open for another try. */
export function payCheckout(place: Place, visit: CheckoutVisit): CheckoutOutcome {
  const session = objectOf(place.scope, 'sessions', { id: visit.session });
  if (session.status !== 'open') return { outcome: 'closed', status: session.status };
  const card = testCard(visit.card);
  if (!card) return NOT_A_TEST_CARD;
  const customer =
    session.customer ??
    newCustomer(place, { email: visit.email ?? session.customer_email ?? undefined, name: visit.name }).id;
  const known = put(tableOf(place.scope, 'sessions'), { ...session, customer });
  const method = newPaymentMethod(place, card, { customer, email: visit.email, name: visit.name });
  const carried = place.world.carried.get(session.id);
  if (!carried) throw refused(`Checkout ${session.id} was not made here`);
  return session.mode === 'payment'
    ? payOnce(place, { session: known, method, carried })
    : subscribe(place, { session: known, method, carried });
}

type Visit = { readonly session: CheckoutSession; readonly method: PaymentMethod; readonly carried: Carried };

function payOnce(place: Place, { session, method, carried }: Visit): CheckoutOutcome {
  const intent = collect(place, intentFor(place, session, carried), method);
  const tried = put(tableOf(place.scope, 'sessions'), { ...session, payment_intent: intent.id });
  if (intent.last_payment_error !== null) return declined(intent);
  return complete(place, { ...tried, payment_status: intent.status === 'succeeded' ? 'paid' : 'unpaid' });
}

/** The payment of an earlier try, or a new one. */
function intentFor(place: Place, session: CheckoutSession, carried: Carried): PaymentIntent {
  const earlier =
    session.payment_intent === null
      ? undefined
      : rowOf(tableOf(place.scope, 'payment_intents'), session.payment_intent);
  if (earlier) return earlier;
  const { amount_total: amount, currency, customer, customer_email: receiptEmail } = session;
  return newPaymentIntent(place, { amount, currency, customer, receiptEmail, ...carried });
}

function subscribe(place: Place, { session, method, carried }: Visit): CheckoutOutcome {
  const started = startSubscription(place, {
    customer: session.customer ?? '',
    items: session.line_items.data,
    method,
    metadata: carried.metadata,
    description: carried.description,
  });
  if ('refusal' in started) return { outcome: 'declined', ...started.refusal };
  const { subscription, invoice } = started;
  return complete(place, { ...session, invoice: invoice.id, subscription: subscription.id, payment_status: 'paid' });
}

function complete(place: Place, session: CheckoutSession): CheckoutOutcome {
  const done = put(tableOf(place.scope, 'sessions'), { ...session, status: 'complete' as const, url: null });
  emit(place, 'checkout.session.completed', { object: done });
  return { outcome: 'complete', redirectTo: done.success_url.replaceAll('{CHECKOUT_SESSION_ID}', done.id) };
}

const declined = ({ last_payment_error }: PaymentIntent): CheckoutOutcome => ({
  outcome: 'declined',
  code: last_payment_error?.decline_code ?? last_payment_error?.code ?? 'card_declined',
  message: last_payment_error?.message ?? 'Your card was declined.',
});
