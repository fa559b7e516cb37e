import type { CallOutcome, ChargeObject, StripeCall, StripeObject } from '@orbiquant/payments';
import type * as stripe from '@orbiquant/stripe-emulator';
import type { StripeBooks, StripeReply, StripeRequest } from '@orbiquant/stripe-emulator';
import {
  chargeOf,
  checkoutOf,
  metadataOf,
  paymentOf,
  payoutOf,
  reversalOf,
  transactionOf,
  transferOf,
} from './stripe-objects.ts';

const PAGE = 100;

/** Our calls in the processor's own words, and its replies in ours. What it does with them is its own affair. */
export type StripePort = (call: StripeCall) => CallOutcome;

/** Sends a call to an emulated processor. */
export const stripePort =
  (books: StripeBooks): StripePort =>
  (call) => {
    const replies = new Replies(books);
    const objects = answer(call, replies);
    return replies.failure ?? { kind: 'done', objects };
  };

/** Requests of one call; the first one that fails decides its outcome. */
export class Replies {
  failure: CallOutcome | null = null;
  readonly books: StripeBooks;

  constructor(books: StripeBooks) {
    this.books = books;
  }

  ask(request: StripeRequest): StripeReply['body'] | null {
    if (this.failure) return null;
    const reply = this.books.request(request);
    if (reply.status === 200) return reply.body;
    this.failure = outcomeOf(reply, request.method);
    return null;
  }

  get<T>(path: string, account?: string): T | null {
    return this.ask({ method: 'GET', path, account }) as T | null;
  }

  /** A whole list, page by page, oldest last. */
  list<T extends { id: string }>(path: string, params: Record<string, unknown>, account?: string): T[] {
    const rows: T[] = [];
    for (let more = true; more;) {
      const last = rows.at(-1);
      const page = { limit: PAGE, ...params, ...(last ? { starting_after: last.id } : {}) };
      const body = this.ask({ method: 'GET', path, params: page, account }) as { data: T[]; has_more: boolean } | null;
      rows.push(...(body?.data ?? []));
      more = body?.has_more ?? false;
    }
    return rows;
  }
}

const DEFINITE: ReadonlySet<number> = new Set([400, 402, 404]);

/** What a reply that is not a success says: a refusal of the operation itself, or nothing for sure. */
function outcomeOf({ status, body }: StripeReply, method: string): CallOutcome {
  const error = body['error'] as { type: string; code?: string } | undefined;
  if (error && DEFINITE.has(status) && error.type !== 'idempotency_error')
    return { kind: 'rejected', code: error.code ?? 'invalid_request' };
  return { kind: 'unknown', why: `${method} ${status}`, ...(status === 429 ? { retryAfterMs: 5_000 } : {}) };
}

function answer(call: StripeCall, replies: Replies): StripeObject[] {
  if ('key' in call) return post(call, replies);
  if (call.op === 'list') return list(call, replies);
  return call.op.startsWith('find') ? find(call, replies) : fetch(call, replies);
}

function post(call: Extract<StripeCall, { key: string }>, replies: Replies): StripeObject[] {
  const request = requestOf(call);
  const body = replies.ask({ method: 'POST', idempotencyKey: call.key, ...request });
  if (!body) return [];
  if (call.op === 'create-transfer') return [transferOf(body as stripe.Transfer)];
  if (call.op === 'create-payout') return [payoutOf(body as stripe.Payout, call.account)];
  return [reversalOf(body as stripe.TransferReversal)];
}

function requestOf(call: Extract<StripeCall, { key: string }>): Pick<StripeRequest, 'path' | 'params' | 'account'> {
  const shared = { amount: Number(call.cents), metadata: metadataOf(call.tag) };
  if (call.op === 'create-transfer') {
    const params = { ...shared, currency: call.currency.toLowerCase(), destination: call.destination };
    return { path: '/v1/transfers', params: { ...params, transfer_group: call.tag.sagaId } };
  }
  if (call.op === 'create-payout') {
    return { path: '/v1/payouts', params: { ...shared, currency: call.currency.toLowerCase() }, account: call.account };
  }
  return { path: `/v1/transfers/${call.transferId}/reversals`, params: shared };
}

function find(call: StripeCall, replies: Replies): StripeObject[] {
  if (call.op === 'find-transfers') {
    const rows = replies.list<stripe.Transfer>('/v1/transfers', { transfer_group: call.sagaId });
    return rows.map(transferOf);
  }
  if (call.op === 'find-payouts') {
    const rows = replies.list<stripe.Payout>('/v1/payouts', {}, call.account);
    return rows.filter(({ metadata }) => metadata['saga'] === call.sagaId).map((row) => payoutOf(row, call.account));
  }
  if (call.op !== 'find-reversals') return [];
  const transfer = replies.get<stripe.Transfer>(`/v1/transfers/${call.transferId}`);
  return (transfer?.reversals.data ?? []).map(reversalOf);
}

function fetch(call: StripeCall, replies: Replies): StripeObject[] {
  switch (call.op) {
    case 'get-transfer':
      return seen(replies.get<stripe.Transfer>(`/v1/transfers/${call.id}`), transferOf);
    case 'get-payout':
      return seen(replies.get<stripe.Payout>(`/v1/payouts/${call.id}`, call.account), (row) =>
        payoutOf(row, call.account),
      );
    case 'get-checkout':
      return seen(replies.get<stripe.CheckoutSession>(`/v1/checkout/sessions/${call.id}`), checkoutOf);
    case 'get-payment':
      return payment(intentOf(call.id, replies), replies);
    case 'get-payment-of-charge':
      return paymentOfCharge(call.id, replies);
    default:
      return call.op === 'list-payouts' ? payoutsSince(call, replies) : [];
  }
}

function seen<T>(row: T | null, read: (row: T) => StripeObject): StripeObject[] {
  return row === null ? [] : [read(row)];
}

function paymentOfCharge(id: string, replies: Replies): StripeObject[] {
  const charge = replies.get<stripe.Charge>(`/v1/charges/${id}`);
  if (!charge?.payment_intent) return [];
  return payment(intentOf(charge.payment_intent, replies), replies);
}

/** A payment as it is fetched: its charge and the charge's transaction come along in one reply. */
type Intent = Omit<stripe.PaymentIntent, 'latest_charge'> & { latest_charge: Charged | null };
type Charged = Omit<stripe.Charge, 'balance_transaction'> & { balance_transaction: stripe.BalanceTransaction | null };

const EXPAND = 'latest_charge.balance_transaction';

const intentOf = (id: string, replies: Replies): Intent | null =>
  replies.ask({ method: 'GET', path: `/v1/payment_intents/${id}`, params: { expand: [EXPAND] } }) as Intent | null;

function payment(intent: Intent | null, replies: Replies): StripeObject[] {
  if (!intent) return [];
  if (intent.status !== 'succeeded' || !intent.latest_charge) return [paymentOf(intent, null, null)];
  return [paymentOf(intent, charged(intent.latest_charge, replies), null)];
}

function charged(charge: Charged, replies: Replies): ChargeObject {
  const refunds = replies.list<stripe.Refund>('/v1/refunds', { charge: charge.id });
  const disputes = charge.disputed ? replies.list<stripe.Dispute>('/v1/disputes', { charge: charge.id }) : [];
  const feeCents = BigInt(charge.balance_transaction?.fee ?? 0);
  return chargeOf(charge, feeCents, { refunds: refunds.reverse(), dispute: disputes[0] });
}

const since = (sinceMs: number): Record<string, unknown> => ({ created: { gte: String(Math.floor(sinceMs / 1000)) } });

function payoutsSince(call: Extract<StripeCall, { op: 'list-payouts' }>, replies: Replies): StripeObject[] {
  const rows = replies.list<stripe.Payout>('/v1/payouts', since(call.sinceMs), call.account);
  return rows.map((row) => payoutOf(row, call.account));
}

function list({ what, sinceMs }: Extract<StripeCall, { op: 'list' }>, replies: Replies): StripeObject[] {
  if (what === 'balance-transactions') {
    return replies.list<stripe.BalanceTransaction>('/v1/balance_transactions', since(sinceMs)).map(transactionOf);
  }
  if (what === 'transfers') {
    const rows = replies.list<stripe.Transfer>('/v1/transfers', since(sinceMs));
    return rows.flatMap((row) => [transferOf(row), ...row.reversals.data.map(reversalOf)]);
  }
  if (what === 'checkouts') {
    return replies.list<stripe.CheckoutSession>('/v1/checkout/sessions', since(sinceMs)).map(checkoutOf);
  }
  if (what !== 'payments') return [];
  const params = { ...since(sinceMs), expand: [`data.${EXPAND}`] };
  const rows = replies.list<Intent>('/v1/payment_intents', params);
  return rows.flatMap((row) => payment(row, replies));
}
