import type { CallOutcome, StripeCall, StripeObject } from '@orbiquant/payments';
import type { StripeBilling } from './billing.ts';
import { mapDone, type StripeOutcome } from './outcome.ts';
import type { StripePayments } from './payments.ts';
import type { StripePayouts } from './payouts.ts';

type Ports = StripePayouts & StripePayments & StripeBilling;
type Op = StripeCall['op'];
type Of<K extends Op> = Extract<StripeCall, { op: K }>;
type Many = Promise<StripeOutcome<readonly StripeObject[]>>;
type Performers = { readonly [K in Op]: (ports: Ports, call: Of<K>) => Many };

const one = async <T extends StripeObject>(outcome: Promise<StripeOutcome<T>>): Many =>
  mapDone(await outcome, (object) => [object]);
const oneOrNone = async <T extends StripeObject>(outcome: Promise<StripeOutcome<T | null>>): Many =>
  mapDone(await outcome, (object) => (object === null ? [] : [object]));

const LISTS: { readonly [K in Of<'list'>['what']]: (ports: Ports, sinceMs: number) => Many } = {
  transfers: (ports, sinceMs) => ports.listTransfers(sinceMs),
  payments: (ports, sinceMs) => ports.listPayments(sinceMs),
  checkouts: (ports, sinceMs) => ports.listCheckouts(sinceMs),
  invoices: (ports, sinceMs) => ports.listInvoices(sinceMs),
  subscriptions: (ports, sinceMs) => ports.listSubscriptions(sinceMs),
  'balance-transactions': (ports, sinceMs) => ports.listBalanceTransactions(sinceMs),
};

const PERFORMERS: Performers = {
  'create-transfer': (ports, call) => one(ports.createTransfer(call)),
  'create-payout': (ports, call) => one(ports.createPayout(call)),
  'reverse-transfer': (ports, call) => one(ports.reverseTransfer(call)),
  'find-transfers': (ports, call) => ports.findTransfersByMetadata(call),
  'find-payouts': (ports, call) => ports.findPayoutsByMetadata(call),
  'find-reversals': (ports, { transferId }) => ports.findReversals(transferId),
  'get-transfer': (ports, { id }) => one(ports.getTransfer(id)),
  'get-payout': (ports, call) => one(ports.getPayout(call)),
  'get-checkout': (ports, { id }) => one(ports.getCheckout(id)),
  'get-payment': (ports, { id }) => one(ports.getPayment(id)),
  'get-payment-of-charge': (ports, { id }) => oneOrNone(ports.getPaymentOfCharge(id)),
  'get-subscription': (ports, { id }) => one(ports.getSubscription(id)),
  'get-invoice': (ports, { id }) => one(ports.getInvoice(id)),
  list: (ports, { what, sinceMs }) => LISTS[what](ports, sinceMs),
  'list-payouts': (ports, call) => ports.listPayouts(call),
};

/** Carries out a call of a saga. */
export async function performCall<K extends Op>(ports: Ports, call: Of<K>): Promise<CallOutcome> {
  const perform: (ports: Ports, call: Of<K>) => Many = PERFORMERS[call.op as K];
  const outcome = await perform(ports, call);
  if (outcome.kind === 'done') return { kind: 'done', objects: outcome.object };
  return outcome.kind === 'rejected' ? { kind: 'rejected', code: outcome.code } : outcome;
}
