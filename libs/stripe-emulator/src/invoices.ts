import type { Invoice, InvoiceLine, InvoicePayment, Subscription } from './billing-objects.ts';
import { BLANK_INVOICE } from './blank-billing.ts';
import { productName } from './catalog.ts';
import { emit, type Place } from './emit.ts';
import { listOf } from './list-page.ts';
import { idOf, type Operation } from './operation.ts';
import { collect, newPaymentIntent } from './payment-intents.ts';
import type { PaymentIntent, PaymentMethod } from './payment-objects.ts';
import { setStatus } from './subscription-status.ts';
import { objectOf, tableOf } from './scope.ts';
import { refused } from './stripe-fault.ts';
import { put, rowOf } from './table.ts';
import { nowSec } from './world.ts';

const NUMBER_DIGITS = 4;

/** Drafts the bill for a subscription's current period. */
export function newInvoice(
  place: Place,
  subscription: Subscription,
  billing_reason: Invoice['billing_reason'],
): Invoice {
  const { world, scope } = place;
  const id = world.newId('in');
  const lines = subscription.items.data.map((item) => lineOf(place, id, item));
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const customer = rowOf(tableOf(scope, 'customers'), subscription.customer);
  const created = nowSec(world);
  const [{ period }] = lines as [InvoiceLine];
  const invoice: Invoice = {
    ...BLANK_INVOICE,
    ...{ id, billing_reason, created, currency: subscription.currency, customer: subscription.customer },
    ...{ amount_due: total, amount_remaining: total, subtotal: total, total },
    automatically_finalizes_at: created + Math.floor(world.settings.invoiceDraftMs / 1000),
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    lines: listOf(`/v1/invoices/${id}/lines`, lines),
    parent: parentOf(subscription),
    period_end: period.start,
    period_start: period.start,
  };
  put(tableOf(scope, 'invoices'), invoice);
  emit(place, 'invoice.created', { object: invoice });
  return invoice;
}

const lineOf = (
  { world, scope }: Place,
  invoice: string,
  item: Subscription['items']['data'][number],
): InvoiceLine => ({
  ...{
    id: world.newId('il'),
    object: 'line_item',
    amount: item.price.unit_amount * item.quantity,
    currency: item.price.currency,
  },
  ...{
    description: `${item.quantity} x ${item.price.nickname ?? productName(scope, item.price.product)}`,
    discountable: true,
    invoice,
    livemode: false,
  },
  ...{
    metadata: item.metadata,
    period: { start: item.current_period_start, end: item.current_period_end },
    quantity: item.quantity,
  },
  ...{ subscription: item.subscription, subtotal: item.price.unit_amount * item.quantity },
});

const parentOf = ({ id, metadata }: Subscription): Invoice['parent'] => ({
  quote_details: null,
  subscription_details: { metadata, subscription: id },
  type: 'subscription_details',
});

const invoiceOf = ({ scope }: Place, id: string): Invoice => objectOf(scope, 'invoices', { id });

/** A bill's next version, with its news. */
function change(place: Place, before: Invoice, { type, fields }: { type: string; fields: Partial<Invoice> }): Invoice {
  const after = put(tableOf(place.scope, 'invoices'), { ...before, ...fields });
  emit(place, type, { object: after });
  return after;
}

/** A draft becomes a bill that is due. */
export function finalizeInvoice(place: Place, id: string): Invoice {
  const { world, scope } = place;
  const before = invoiceOf(place, id);
  if (before.status !== 'draft')
    throw refused("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
  const finalized_at = nowSec(world);
  const number = `EMU-${String(tableOf(scope, 'invoices').places.get(id)! + 1).padStart(NUMBER_DIGITS, '0')}`;
  const fields = { status: 'open', number, effective_at: finalized_at, automatically_finalizes_at: null } as const;
  return change(place, before, {
    type: 'invoice.finalized',
    fields: { ...fields, status_transitions: { ...before.status_transitions, finalized_at } },
  });
}

/** How to collect, and when again if that fails. */
export type Collection = { readonly method: PaymentMethod; readonly retryAfterMs?: number | undefined };

/** Collects a bill that is due. A bill of nothing is paid by itself. */
export function payInvoice(place: Place, id: string, { method, retryAfterMs }: Collection): Invoice {
  const before = invoiceOf(place, id);
  if (before.amount_due === 0) return settle(place, before);
  const intent = collect(place, intentFor(place, before), method);
  const next_payment_attempt =
    retryAfterMs === undefined ? null : nowSec(place.world) + Math.floor(retryAfterMs / 1000);
  const tried: Invoice = {
    ...before,
    attempted: true,
    attempt_count: before.attempt_count + 1,
    payments: listOf('/v1/invoice_payments', [paymentOf(before, intent, place.world.newId('inpay'))]),
  };
  if (intent.status === 'succeeded') return settle(place, tried);
  return change(place, tried, { type: 'invoice.payment_failed', fields: { next_payment_attempt } });
}

/** The payment of an earlier try, or a new one. */
function intentFor(place: Place, invoice: Invoice): PaymentIntent {
  const earlier = invoice.payments.data[0]?.payment.payment_intent;
  const known = earlier === undefined ? undefined : rowOf(tableOf(place.scope, 'payment_intents'), earlier);
  const { amount_due: amount, currency, customer } = invoice;
  return (
    known ??
    newPaymentIntent(place, {
      amount,
      currency,
      customer,
      metadata: {},
      description: `Subscription ${invoice.number ?? ''}`,
    })
  );
}

const paymentOf = (invoice: Invoice, intent: PaymentIntent, freshId: string): Invoice['payments']['data'][number] => {
  const isPaid = intent.status === 'succeeded';
  return {
    ...{
      id: invoice.payments.data[0]?.id ?? freshId,
      object: 'invoice_payment',
      amount_paid: isPaid ? intent.amount : null,
    },
    ...{
      amount_requested: intent.amount,
      created: intent.created,
      currency: intent.currency,
      invoice: invoice.id,
      is_default: true,
    },
    ...{
      livemode: false,
      payment: { type: 'payment_intent', payment_intent: intent.id },
      status: isPaid ? 'paid' : 'open',
    },
    ...{ status_transitions: { canceled_at: null, paid_at: isPaid ? intent.created : null } },
  };
};

function settle(place: Place, before: Invoice): Invoice {
  const fields = {
    status: 'paid',
    amount_paid: before.amount_due,
    amount_remaining: 0,
    next_payment_attempt: null,
  } as const;
  const status_transitions = { ...before.status_transitions, paid_at: nowSec(place.world) };
  const after = change(place, before, { type: 'invoice.paid', fields: { ...fields, status_transitions } });
  emit(place, 'invoice.payment_succeeded', { object: after });
  const subscription = rowOf(tableOf(place.scope, 'subscriptions'), before.parent.subscription_details.subscription);
  if (subscription?.status === 'past_due') setStatus(place, subscription, 'active');
  return after;
}

/** Nobody expects this money any more. */
export function markUncollectible(place: Place, before: Invoice): Invoice {
  if (before.status !== 'open')
    throw refused(`Only open invoices can be marked uncollectible; this one is ${before.status}.`);
  const status_transitions = { ...before.status_transitions, marked_uncollectible_at: nowSec(place.world) };
  const fields = { status: 'uncollectible', next_payment_attempt: null, status_transitions } as const;
  return change(place, before, { type: 'invoice.marked_uncollectible', fields });
}

/** A bill that nobody owes after all. */
export function voidInvoice(place: Place, before: Invoice): Invoice {
  if (before.status !== 'open') throw refused(`Only open invoices can be voided; this one is ${before.status}.`);
  const status_transitions = { ...before.status_transitions, voided_at: nowSec(place.world) };
  return change(place, before, {
    type: 'invoice.voided',
    fields: { status: 'void', next_payment_attempt: null, status_transitions },
  });
}

/** POST /v1/invoices/:id/pay */
export const payInvoiceNow: Operation = (call) => {
  const { params, scope } = call;
  const before = invoiceOf(call, idOf(call));
  const named = params.text('payment_method');
  params.done();
  if (before.status === 'paid') throw refused('Invoice is already paid');
  if (before.status !== 'open' && before.status !== 'uncollectible')
    throw refused(`Invoices with status ${before.status} cannot be paid.`);
  const subscription = objectOf(scope, 'subscriptions', { id: before.parent.subscription_details.subscription });
  const id = named ?? subscription.default_payment_method ?? '';
  const method = objectOf(scope, 'payment_methods', { id, param: 'payment_method' });
  const after = payInvoice(call, before.id, { method });
  if (after.status === 'paid') return after;
  throw refused('The payment of this invoice failed.', { code: 'card_declined', status: 402 });
};

/** POST /v1/invoices/:id/mark_uncollectible */
export const giveUpInvoice: Operation = (call) => {
  call.params.done();
  return markUncollectible(call, invoiceOf(call, idOf(call)));
};

/** POST /v1/invoices/:id/finalize */
export const finalizeInvoiceNow: Operation = (call) => {
  call.params.flag('auto_advance');
  call.params.done();
  return finalizeInvoice(call, idOf(call));
};

/** POST /v1/invoices/:id/void */
export const voidInvoiceNow: Operation = (call) => {
  call.params.done();
  return voidInvoice(call, invoiceOf(call, idOf(call)));
};

/** GET /v1/invoice_payments: which bill a payment is for, or which payments a bill has. */
export const listInvoicePayments: Operation = ({ params, scope }) => {
  const invoice = params.text('invoice');
  const status = params.text('status');
  const payment = params.group('payment');
  payment?.text('type');
  const intent = payment?.text('payment_intent');
  params.integer('limit');
  params.done();
  const rows = tableOf(scope, 'invoices').rows.flatMap(({ payments }) => payments.data);
  const fits = (one: InvoicePayment): boolean =>
    (invoice === undefined || one.invoice === invoice) &&
    (status === undefined || one.status === status) &&
    (intent === undefined || one.payment.payment_intent === intent);
  return listOf('/v1/invoice_payments', rows.filter(fits));
};
