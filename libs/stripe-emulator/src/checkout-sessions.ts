import { productName, readLine, type WantedLine } from './catalog.ts';
import { BLANK_SESSION } from './blank-session.ts';
import { checkAmount } from './currencies.ts';
import { emit, type Place } from './emit.ts';
import { listOf } from './list-page.ts';
import type { Metadata } from './money-objects.ts';
import { idOf, type Call, type Operation } from './operation.ts';
import type { ParamReader } from './param-reader.ts';
import type { CheckoutSession, LineItem } from './payment-objects.ts';
import { objectOf, tableOf } from './scope.ts';
import { refused, wrongParameter } from './stripe-fault.ts';
import { put, rowOf } from './table.ts';
import { later, nowSec } from './world.ts';

const OPEN_SEC_MIN = 1_800;
const OPEN_SEC_MAX = 86_400;

/** What the payment or subscription of a session will carry; it is shown there, not on the session. */
export type Carried = {
  readonly metadata: Metadata;
  readonly description: string | null;
  readonly transferGroup: string | null;
};

/** POST /v1/checkout/sessions */
export const createSession: Operation = (call) => {
  const { params, world } = call;
  const mode = params.oneOf('mode', ['payment', 'subscription'] as const) ?? 'payment';
  const lines = params.groups('line_items').map((line) => readLine(call, line));
  const facts = {
    mode,
    success_url: params.requiredText('success_url'),
    cancel_url: params.text('cancel_url') ?? null,
    client_reference_id: params.text('client_reference_id') ?? null,
    locale: params.text('locale') ?? null,
    metadata: params.metadata(),
    ...readCustomer(call),
    expires_at: readExpiry(call),
  };
  const carried = readCarried(params.group(mode === 'payment' ? 'payment_intent_data' : 'subscription_data'));
  readForm(params);
  params.done();
  checkLines(lines, mode);
  const session = put(tableOf(call.scope, 'sessions'), newSession(call, facts, lines));
  world.carried.set(session.id, carried);
  later(world, facts.expires_at * 1000 - world.atMs, () => expire(call, session.id));
  return session;
};

type Facts = Pick<
  CheckoutSession,
  | 'mode'
  | 'success_url'
  | 'cancel_url'
  | 'client_reference_id'
  | 'locale'
  | 'metadata'
  | 'customer'
  | 'customer_email'
  | 'expires_at'
>;

function readCustomer({ params, scope }: Call): Pick<CheckoutSession, 'customer' | 'customer_email'> {
  const customer = params.text('customer') ?? null;
  const customer_email = params.text('customer_email') ?? null;
  if (customer !== null) objectOf(scope, 'customers', { id: customer, param: 'customer' });
  if (customer !== null && customer_email !== null)
    throw wrongParameter('You may only specify one of these parameters: customer, customer_email.', {
      code: 'parameters_exclusive',
    });
  return { customer, customer_email };
}

function readExpiry({ params, world }: Call): number {
  const now = nowSec(world);
  const wanted = params.integer('expires_at');
  if (wanted === undefined) return now + Math.floor(world.settings.sessionOpenMs / 1000);
  if (wanted < now + OPEN_SEC_MIN || wanted > now + OPEN_SEC_MAX)
    throw wrongParameter(
      'The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.',
      { param: 'expires_at' },
    );
  return wanted;
}

function readCarried(params: ParamReader | undefined): Carried {
  if (!params) return { metadata: {}, description: null, transferGroup: null };
  return {
    metadata: params.metadata(),
    description: params.text('description') ?? null,
    transferGroup: params.text('transfer_group') ?? null,
  };
}

/** Parameters about the looks of the page. */
function readForm(params: ParamReader): void {
  for (const name of ['ui_mode', 'submit_type', 'billing_address_collection', 'customer_creation', 'currency'])
    params.text(name);
  params.flag('allow_promotion_codes');
  params.texts('payment_method_types');
}

/** What cannot be sold together is refused before any price of it is made. */
function checkLines(lines: readonly WantedLine[], mode: CheckoutSession['mode']): void {
  const param = 'line_items';
  const [first] = lines;
  if (!first) throw wrongParameter('You must pass at least one line item.', { code: 'parameter_missing', param });
  if (lines.some(({ currency }) => currency !== first.currency))
    throw wrongParameter('All line items must have the same currency.', { param });
  const total = lines.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0);
  if (mode === 'payment') checkAmount(total, first.currency, param);
  if (mode === 'subscription' && !lines.some(({ isRecurring }) => isRecurring))
    throw wrongParameter('You must provide at least one recurring price in `subscription` mode.', { param });
}

function newSession(call: Call, facts: Facts, lines: readonly WantedLine[]): CheckoutSession {
  const { world } = call;
  const id = world.newId('cs_test');
  const items = lines.map((line) => lineItem(call, line));
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  return {
    ...BLANK_SESSION,
    ...facts,
    id,
    amount_subtotal: total,
    amount_total: total,
    created: nowSec(world),
    currency: lines[0]?.currency ?? '',
    customer_creation: facts.mode === 'subscription' ? 'always' : 'if_required',
    line_items: listOf(`/v1/checkout/sessions/${id}/line_items`, items),
    url: `${world.settings.hostedUrl()}/c/pay/${id}`,
  };
}

function lineItem({ world, scope }: Call, { price: make, quantity }: WantedLine): LineItem {
  const price = make();
  const total = price.unit_amount * quantity;
  return {
    ...{
      id: world.newId('li'),
      object: 'item',
      amount_discount: 0,
      amount_subtotal: total,
      amount_tax: 0,
      amount_total: total,
    },
    ...{ currency: price.currency, description: price.nickname ?? productName(scope, price.product), price, quantity },
  };
}

/** Nobody may pay any more. */
function expire(place: Place, id: string): CheckoutSession | undefined {
  const sessions = tableOf(place.scope, 'sessions');
  const before = rowOf(sessions, id);
  if (before?.status !== 'open') return undefined;
  const after = put(sessions, { ...before, status: 'expired' as const, url: null });
  emit(place, 'checkout.session.expired', { object: after });
  return after;
}

/** POST /v1/checkout/sessions/:id/expire */
export const expireSession: Operation = (call) => {
  call.params.done();
  const { status, id } = objectOf(call.scope, 'sessions', { id: idOf(call) });
  const after = expire(call, id);
  if (!after)
    throw refused(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${status}.`,
    );
  return after;
};

/** GET /v1/checkout/sessions/:id/line_items */
export const listLineItems: Operation = (call) => {
  call.params.integer('limit');
  call.params.done();
  return objectOf(call.scope, 'sessions', { id: idOf(call) }).line_items;
};
