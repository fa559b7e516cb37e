import type { Invoice } from './invoice.ts';
import type { PlanSubscription } from './plan.ts';
import { DEPOSIT_TRANSITIONS, type Deposit } from './deposit.ts';
import { raised, stepOf, type SagaStep } from './route.ts';
import type { ChargeObject, InvoiceObject, PaymentObject, StripeObject, SubscriptionObject } from './stripe-call.ts';
import type { LegObject } from './withdrawal-input.ts';
import type { Withdrawal } from './withdrawal-state.ts';

/** What our books say of the time that a listing covers. */
export type BooksView = {
  withdrawals: ReadonlyMap<string, Withdrawal>;
  deposits: ReadonlyMap<string, Deposit>;
  invoices: ReadonlyMap<string, Invoice>;
  plans: ReadonlyMap<string, PlanSubscription>;
  /** Incidents already raised, by their cause's id, and whether their money is booked. */
  incidents: ReadonlyMap<string, { isBooked: boolean }>;
};

/** Everything that the processor lists since a time; balance transactions were listed before the objects that explain them. */
export type Listing = { sinceMs: number; asOfMs: number; objects: readonly StripeObject[] };

/**
 * The processor's objects against our books, both ways: the steps that make them agree. An object that a saga has not heard
 * of becomes its input, one of ours that the processor does not list becomes an incident. `books` were read before the
 * lists, so whatever they know must be listed. An agreement makes no step: a second run after the first finds nothing.
 */
export function reconcileObjects(listing: Listing, books: BooksView): SagaStep[] {
  const objects = listing.objects.flatMap((object) => stepFor(object, listing.asOfMs, books));
  return [...objects, ...missing(listing, books)];
}

/**
 * The movements of our balance that no object of ours explains, as incidents. `books` are read after the steps of
 * `reconcileObjects` were made: what is ours has been adopted by then, however new it was when it was listed.
 */
export function reconcileMoney({ objects }: Listing, books: BooksView): SagaStep[] {
  const explained = new Set(objects.flatMap((object) => sourcesOf(object, books)));
  return objects.flatMap((object) => {
    if (object.object !== 'balance-transaction' || object.netCents === 0n || books.incidents.has(object.id)) return [];
    return object.sourceId !== null && explained.has(object.sourceId) ? [] : [raised(object)];
  });
}

function stepFor(object: StripeObject, asOfMs: number, books: BooksView): SagaStep[] {
  const step = stepOf(object, asOfMs);
  return step === null || isRaised(object, books) || saysNothingNew(step, books) ? [] : [step];
}

/** Whether an object is an incident already, with nothing left to book; a payout is booked only when it arrives. */
function isRaised(object: StripeObject, { incidents }: BooksView): boolean {
  const known = incidents.get(object.id);
  return known !== undefined && (known.isBooked || object.object !== 'payout' || object.status !== 'paid');
}

/** Whether a step would only repeat what the books know. */
function saysNothingNew(step: SagaStep, books: BooksView): boolean {
  if (step.saga === 'withdrawal') {
    return step.input.kind === 'fetched' && agrees(books.withdrawals.get(step.sagaId), step.input.object);
  }
  if (step.saga === 'deposit') return depositAgrees(books.deposits.get(step.sagaId), step.input);
  if (step.saga === 'plan') return planAgrees(books.plans.get(step.sagaId), step.input.object);
  return step.saga === 'invoice' && invoiceAgrees(books.invoices.get(step.sagaId), step.input.object);
}

const planAgrees = (plan: PlanSubscription | undefined, object: SubscriptionObject): boolean =>
  plan !== undefined &&
  (plan.subscriptionId !== object.id || (plan.status === object.status && plan.periodEndMs === object.periodEndMs));

/** Where a payout's status leaves a withdrawal that has heard of it. */
const HEARD: Readonly<Record<string, readonly string[]>> = {
  pending: ['submitted', 'paid', 'returned', 'reversing', 'failed'],
  in_transit: ['submitted', 'paid', 'returned', 'reversing', 'failed'],
  paid: ['paid', 'returned', 'reversing', 'failed'],
  failed: ['returned', 'reversing', 'failed'],
  canceled: ['returned', 'reversing', 'failed'],
};

function agrees(withdrawal: Withdrawal | undefined, object: LegObject): boolean {
  const leg = withdrawal?.legs[object.object];
  if (!withdrawal || leg?.status !== 'done' || leg.objectId !== object.id) return false;
  return object.object !== 'payout' || (HEARD[object.status] ?? []).includes(withdrawal.status);
}

function depositAgrees(deposit: Deposit | undefined, input: Extract<SagaStep, { saga: 'deposit' }>['input']): boolean {
  if (!deposit) return false;
  if (input.kind !== 'fetched') return deposit.status !== 'created';
  const { status, charge } = input.object;
  if (status !== 'succeeded' || !charge) return deposit.status !== 'created' && !leadsOn(deposit, status);
  return deposit.chargeId === charge.id && chargeAgrees(deposit, charge);
}

const leadsOn = ({ status }: Deposit, payment: string): boolean =>
  DEPOSIT_TRANSITIONS[status].some((next) => next === (payment === 'canceled' ? 'failed' : payment));

function invoiceAgrees(invoice: Invoice | undefined, { status, charge }: InvoiceObject): boolean {
  if (status !== 'paid' || !charge) return true;
  return invoice !== undefined && chargeAgrees(invoice, charge);
}

const chargeAgrees = (known: Pick<Invoice, 'refunds' | 'dispute'>, { refunds, dispute }: ChargeObject): boolean =>
  (dispute?.stage ?? null) === (known.dispute?.stage ?? null) &&
  refunds.every(({ id, failed }) => known.refunds.some((one) => one.id === id && (one.failed || !failed)));

/** What an object explains on our balance. A stranger's payment explains nothing: its money goes to suspense. */
function sourcesOf(object: StripeObject, books: BooksView): string[] {
  if (object.object === 'transfer' || object.object === 'reversal') return [object.id];
  if (object.object === 'invoice') return chargeIdsOf(object.charge);
  return object.object === 'payment' && paysDeposit(object, books) ? chargeIdsOf(object.charge) : [];
}

/** Whether a payment is the one that its deposit was credited for. */
function paysDeposit({ depositId, charge }: PaymentObject, { deposits }: BooksView): boolean {
  const deposit = depositId === null ? undefined : deposits.get(depositId);
  return deposit !== undefined && charge !== null && deposit.chargeId === charge.id;
}

const chargeIdsOf = (charge: ChargeObject | null): string[] =>
  charge === null
    ? []
    : [charge.id, ...charge.refunds.map(({ id }) => id), ...(charge.dispute ? [charge.dispute.id] : [])];

/** What our books hold and the processor does not list, though it happened in the time listed. */
function missing({ sinceMs, objects }: Listing, { withdrawals, deposits, incidents }: BooksView): SagaStep[] {
  const listed = new Set(objects.flatMap((object) => [object.id, ...chargesIn(object)]));
  const lacks = (id: string | null, sagaId: string): SagaStep[] =>
    id === null || listed.has(id) || incidents.has(id) ? [] : [raised({ object: 'missing', id, sagaId })];
  return [
    ...[...withdrawals.values()]
      .filter(({ requestedAtMs }) => requestedAtMs >= sinceMs)
      .flatMap(({ withdrawalId, legs }) =>
        [legs.transfer, legs.payout, legs.reversal].flatMap(({ objectId }) => lacks(objectId, withdrawalId)),
      ),
    ...[...deposits.values()]
      .filter(({ createdAtMs }) => createdAtMs >= sinceMs)
      .flatMap(({ depositId, chargeId }) => lacks(chargeId, depositId)),
  ];
}

const chargesIn = (object: StripeObject): string[] =>
  object.object === 'payment' || object.object === 'invoice' ? chargeIdsOf(object.charge) : [];

/** How far our books are from the processor's balance, cents: zero when nothing is on its way and nothing is wrong. */
export const balanceGap = (clearingMinor: bigint, balanceCents: bigint): bigint => clearingMinor + balanceCents;
