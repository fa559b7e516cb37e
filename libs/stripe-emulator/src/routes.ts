import {
  createAccount,
  createExternalAccount,
  listExternalAccounts,
  retrieveAccount,
  updateAccount,
} from './accounts.ts';
import { createAccountLink } from './account-links.ts';
import { createPrice, createProduct, updateProduct } from './catalog.ts';
import { createSession, expireSession, listLineItems } from './checkout-sessions.ts';
import { createCustomer, updateCustomer } from './customers.ts';
import { closeDispute } from './disputes.ts';
import { finalizeInvoiceNow, giveUpInvoice, listInvoicePayments, payInvoiceNow, voidInvoiceNow } from './invoices.ts';
import { listing } from './list-page.ts';
import { balanceOf } from './move-money.ts';
import { idOf, type Operation } from './operation.ts';
import { cancelPaymentIntent, confirmPaymentIntent, createPaymentIntent } from './payment-intents.ts';
import { retrievePaymentMethod } from './payment-methods.ts';
import { cancelPayout, createPayout, updatePayout } from './payouts.ts';
import { createRefund } from './refunds.ts';
import { objectOf, type Kinds } from './scope.ts';
import { cancelSubscription, listSubscriptions, updateSubscription } from './subscriptions.ts';
import { createTransfer, listReversals, retrieveReversal, reverseTransfer, updateTransfer } from './transfers.ts';

/** Methods that Stripe's version 1 knows. */
export type Method = 'GET' | 'POST' | 'DELETE';

type Node = { readonly names: Map<string, Node>; id?: Node; readonly operations: Partial<Record<Method, Operation>> };
const node = (): Node => ({ names: new Map(), operations: {} });

const retrieving =
  (kind: keyof Kinds): Operation =>
  (call) => {
    call.params.done();
    return objectOf(call.scope, kind, { id: idOf(call) });
  };

const retrieveBalance: Operation = ({ params, scope }) => {
  params.done();
  return balanceOf(scope);
};

const ROUTES: Readonly<Record<string, Operation>> = {
  'POST /v1/account_links': createAccountLink,
  'GET /v1/accounts': listing('accounts', '/v1/accounts'),
  'POST /v1/accounts': createAccount,
  'GET /v1/accounts/:id': retrieveAccount,
  'POST /v1/accounts/:id': updateAccount,
  'GET /v1/accounts/:id/external_accounts': listExternalAccounts,
  'POST /v1/accounts/:id/external_accounts': createExternalAccount,
  'GET /v1/balance': retrieveBalance,
  'GET /v1/balance_transactions': listing('balance_transactions', '/v1/balance_transactions', {
    fields: ['currency', 'source', 'type'],
  }),
  'GET /v1/balance_transactions/:id': retrieving('balance_transactions'),
  'GET /v1/charges': listing('charges', '/v1/charges', { fields: ['customer', 'payment_intent', 'transfer_group'] }),
  'GET /v1/charges/:id': retrieving('charges'),
  'GET /v1/checkout/sessions': listing('sessions', '/v1/checkout/sessions', {
    fields: ['customer', 'payment_intent', 'status', 'subscription'],
  }),
  'POST /v1/checkout/sessions': createSession,
  'GET /v1/checkout/sessions/:id': retrieving('sessions'),
  'POST /v1/checkout/sessions/:id/expire': expireSession,
  'GET /v1/checkout/sessions/:id/line_items': listLineItems,
  'GET /v1/customers': listing('customers', '/v1/customers', { fields: ['email'] }),
  'POST /v1/customers': createCustomer,
  'GET /v1/customers/:id': retrieving('customers'),
  'POST /v1/customers/:id': updateCustomer,
  'GET /v1/disputes': listing('disputes', '/v1/disputes', { fields: ['charge', 'payment_intent'] }),
  'GET /v1/disputes/:id': retrieving('disputes'),
  'POST /v1/disputes/:id/close': closeDispute,
  'GET /v1/events': listing('events', '/v1/events', { fields: ['type'] }),
  'GET /v1/events/:id': retrieving('events'),
  'GET /v1/invoice_payments': listInvoicePayments,
  'GET /v1/invoices': listing('invoices', '/v1/invoices', { fields: ['customer', 'status'] }),
  'GET /v1/invoices/:id': retrieving('invoices'),
  'POST /v1/invoices/:id/finalize': finalizeInvoiceNow,
  'POST /v1/invoices/:id/mark_uncollectible': giveUpInvoice,
  'POST /v1/invoices/:id/pay': payInvoiceNow,
  'POST /v1/invoices/:id/void': voidInvoiceNow,
  'GET /v1/payment_intents': listing('payment_intents', '/v1/payment_intents', { fields: ['customer'] }),
  'POST /v1/payment_intents': createPaymentIntent,
  'GET /v1/payment_intents/:id': retrieving('payment_intents'),
  'POST /v1/payment_intents/:id/cancel': cancelPaymentIntent,
  'POST /v1/payment_intents/:id/confirm': confirmPaymentIntent,
  'GET /v1/payment_methods/:id': retrievePaymentMethod,
  'GET /v1/payouts': listing('payouts', '/v1/payouts', { fields: ['destination', 'status'] }),
  'POST /v1/payouts': createPayout,
  'GET /v1/payouts/:id': retrieving('payouts'),
  'POST /v1/payouts/:id': updatePayout,
  'POST /v1/payouts/:id/cancel': cancelPayout,
  'GET /v1/prices': listing('prices', '/v1/prices', { fields: ['product', 'type', 'currency'] }),
  'POST /v1/prices': createPrice,
  'GET /v1/prices/:id': retrieving('prices'),
  'GET /v1/products': listing('products', '/v1/products'),
  'POST /v1/products': createProduct,
  'GET /v1/products/:id': retrieving('products'),
  'POST /v1/products/:id': updateProduct,
  'GET /v1/refunds': listing('refunds', '/v1/refunds', { fields: ['charge', 'payment_intent'] }),
  'POST /v1/refunds': createRefund,
  'GET /v1/refunds/:id': retrieving('refunds'),
  'GET /v1/subscriptions': listSubscriptions,
  'GET /v1/subscriptions/:id': retrieving('subscriptions'),
  'POST /v1/subscriptions/:id': updateSubscription,
  'DELETE /v1/subscriptions/:id': cancelSubscription,
  'GET /v1/transfers': listing('transfers', '/v1/transfers', { fields: ['destination', 'transfer_group'] }),
  'POST /v1/transfers': createTransfer,
  'GET /v1/transfers/:id': retrieving('transfers'),
  'POST /v1/transfers/:id': updateTransfer,
  'GET /v1/transfers/:id/reversals': listReversals,
  'POST /v1/transfers/:id/reversals': reverseTransfer,
  'GET /v1/transfers/:id/reversals/:id': retrieveReversal,
};

const TREE = treeOf(ROUTES);

function treeOf(routes: typeof ROUTES): Node {
  const root = node();
  for (const [route, operation] of Object.entries(routes)) {
    const [method, path] = route.split(' ') as [Method, string];
    let at = root;
    for (const part of path.split('/')) at = part === ':id' ? (at.id ??= node()) : childOf(at, part);
    at.operations[method] = operation;
  }
  return root;
}

function childOf(at: Node, name: string): Node {
  const known = at.names.get(name);
  if (known) return known;
  const fresh = node();
  at.names.set(name, fresh);
  return fresh;
}

/** What a method and path do, with the ids of the path; nothing for an address that Stripe does not have. */
export function routeOf(method: Method, path: string): { operation: Operation; ids: string[] } | undefined {
  const ids: string[] = [];
  let at: Node | undefined = TREE;
  for (const part of path.split('/')) {
    const named: Node | undefined = at.names.get(part);
    if (!named) ids.push(decodeURIComponent(part));
    at = named ?? at.id;
    if (!at) return undefined;
  }
  const operation = at.operations[method];
  return operation && { operation, ids };
}

/** Every route, as `POST /v1/payouts`. */
export const ROUTE_NAMES: readonly string[] = Object.keys(ROUTES);
