import { readAmount, readCurrency } from './currencies.ts';
import { emit, type Place } from './emit.ts';
import type { Charge, Metadata } from './money-objects.ts';
import { idOf, type Call, type Operation } from './operation.ts';
import { paymentMethodNamed } from './payment-methods.ts';
import type { PaymentError, PaymentIntent, PaymentMethod } from './payment-objects.ts';
import { objectOf, tableOf } from './scope.ts';
import { refused, StripeFault } from './stripe-fault.ts';
import { failCharge, succeedCharge, takePayment } from './take-payment.ts';
import { put, rowOf } from './table.ts';
import { later, nowSec } from './world.ts';

/** What a payment is for. */
export type PaymentWish = {
  readonly amount: number;
  readonly currency: string;
  readonly customer?: string | null;
  readonly description?: string | null;
  readonly metadata?: Metadata;
  readonly receiptEmail?: string | null;
  readonly transferGroup?: string | null;
};

/** Begins a payment. */
export function newPaymentIntent(place: Place, wish: PaymentWish): PaymentIntent {
  const { world, scope } = place;
  const id = world.newId('pi');
  const { amount, currency, customer = null, description = null, metadata = {} } = wish;
  const intent: PaymentIntent = {
    ...{ id, object: 'payment_intent', amount, amount_capturable: 0, amount_received: 0, application: null },
    ...{ application_fee_amount: null, automatic_payment_methods: null, canceled_at: null, cancellation_reason: null },
    ...{ capture_method: 'automatic', client_secret: `${id}_secret_${world.newId('s').slice(2)}` },
    ...{
      confirmation_method: 'automatic',
      created: nowSec(world),
      currency,
      customer,
      customer_account: null,
      description,
    },
    ...{
      last_payment_error: null,
      latest_charge: null,
      livemode: false,
      metadata,
      next_action: null,
      on_behalf_of: null,
    },
    ...{ payment_method: null, payment_method_options: null, payment_method_types: ['card'], processing: null },
    ...{
      receipt_email: wish.receiptEmail ?? null,
      review: null,
      setup_future_usage: null,
      shipping: null,
      source: null,
    },
    ...{ statement_descriptor: null, statement_descriptor_suffix: null, status: 'requires_payment_method' },
    ...{ transfer_data: null, transfer_group: wish.transferGroup ?? null },
  };
  put(tableOf(scope, 'payment_intents'), intent);
  emit(place, 'payment_intent.created', { object: intent });
  return intent;
}

/** Tries to collect a payment; called again with news of a bank debit's end. */
export function collect(place: Place, before: PaymentIntent, method: PaymentMethod): PaymentIntent {
  if (before.status === 'succeeded' || before.status === 'canceled' || before.status === 'processing')
    throw refused(`This PaymentIntent's status is ${before.status}; it cannot be confirmed.`, {
      code: 'payment_intent_unexpected_state',
    });
  const charge = takePayment(place, before, method);
  if (charge.status === 'pending') debitLater(place, charge);
  return follow(place, { ...before, payment_method: method.id }, charge);
}

/** The payment as its charge left it. */
function follow(place: Place, before: PaymentIntent, charge: Charge): PaymentIntent {
  const status = ({ succeeded: 'succeeded', pending: 'processing', failed: 'requires_payment_method' } as const)[
    charge.status
  ];
  const isPaid = status === 'succeeded';
  const intent = put(tableOf(place.scope, 'payment_intents'), {
    ...before,
    amount_received: isPaid ? before.amount : 0,
    last_payment_error: charge.status === 'failed' ? errorOf(charge) : null,
    latest_charge: charge.id,
    payment_method: charge.status === 'failed' ? null : before.payment_method,
    status,
  });
  const news = {
    succeeded: 'payment_intent.succeeded',
    pending: 'payment_intent.processing',
    failed: 'payment_intent.payment_failed',
  };
  emit(place, news[charge.status], { object: intent });
  return intent;
}

const errorOf = (charge: Charge): PaymentError => ({
  type: 'card_error',
  code: charge.failure_code ?? 'card_declined',
  ...(charge.outcome?.reason ? { decline_code: charge.outcome.reason } : {}),
  message: charge.failure_message ?? 'Your card was declined.',
  charge: charge.id,
});

/** A debit of a bank account ends days later, well or not. */
function debitLater(place: Place, { id }: Charge): void {
  const { world, scope } = place;
  later(world, world.settings.bankDebitMs, () => {
    const charge = rowOf(tableOf(scope, 'charges'), id)!;
    const intent = rowOf(tableOf(scope, 'payment_intents'), charge.payment_intent ?? '');
    const card = world.cards.get(charge.payment_method ?? '');
    if (intent?.status !== 'processing' || !card) return;
    const ended = card.decline ? failCharge(place, charge, card) : succeedCharge(place, charge, card);
    sessionNews(place, follow(place, intent, ended));
  });
}

/** A checkout that waited for a bank debit hears of its end. */
function sessionNews(place: Place, intent: PaymentIntent): void {
  const sessions = tableOf(place.scope, 'sessions');
  const session = sessions.rows.find((one) => one.payment_intent === intent.id);
  if (!session) return;
  const isPaid = intent.status === 'succeeded';
  const after = put(sessions, { ...session, payment_status: isPaid ? ('paid' as const) : ('unpaid' as const) });
  emit(place, `checkout.session.async_payment_${isPaid ? 'succeeded' : 'failed'}`, { object: after });
}

/** POST /v1/payment_intents */
export const createPaymentIntent: Operation = (call) => {
  const { params, scope } = call;
  const currency = readCurrency(params);
  const amount = readAmount(params, currency);
  const customer = params.text('customer') ?? null;
  const methodName = params.text('payment_method');
  const isConfirmed = params.flag('confirm') ?? false;
  const wish = {
    description: params.text('description'),
    receiptEmail: params.text('receipt_email'),
    transferGroup: params.text('transfer_group'),
  };
  const metadata = params.metadata();
  params.texts('payment_method_types');
  params.text('return_url');
  params.group('automatic_payment_methods')?.text('enabled');
  params.done();
  if (customer !== null) objectOf(scope, 'customers', { id: customer, param: 'customer' });
  const intent = newPaymentIntent(call, { ...wish, amount, currency, customer, metadata });
  if (methodName === undefined) return intent;
  const method = paymentMethodNamed(call, methodName, { customer });
  const ready = put(tableOf(scope, 'payment_intents'), {
    ...intent,
    payment_method: method.id,
    status: 'requires_confirmation' as const,
  });
  return isConfirmed ? confirmed(call, ready, method) : ready;
};

/** A refused card is an error that carries the payment. */
function confirmed(call: Call, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const after = collect(call, intent, method);
  if (after.last_payment_error === null) return after;
  throw new StripeFault(402, { ...after.last_payment_error, payment_intent: after }, true);
}

/** POST /v1/payment_intents/:id/confirm */
export const confirmPaymentIntent: Operation = (call) => {
  const { params, scope } = call;
  const intent = objectOf(scope, 'payment_intents', { id: idOf(call) });
  const name = params.text('payment_method') ?? intent.payment_method;
  params.text('return_url');
  params.done();
  if (name === null)
    throw refused('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
    });
  return confirmed(call, intent, paymentMethodNamed(call, name, { customer: intent.customer }));
};

/** POST /v1/payment_intents/:id/cancel */
export const cancelPaymentIntent: Operation = (call) => {
  const { params, scope, world } = call;
  const before = objectOf(scope, 'payment_intents', { id: idOf(call) });
  params.text('cancellation_reason');
  params.done();
  if (before.status === 'succeeded' || before.status === 'canceled' || before.status === 'processing')
    throw refused(`You cannot cancel this PaymentIntent because it has a status of ${before.status}.`, {
      code: 'payment_intent_unexpected_state',
    });
  const after = put(tableOf(scope, 'payment_intents'), {
    ...before,
    status: 'canceled' as const,
    canceled_at: nowSec(world),
    cancellation_reason: 'requested_by_customer' as const,
  });
  emit(call, 'payment_intent.canceled', { object: after });
  return after;
};
