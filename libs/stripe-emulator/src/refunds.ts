import { emit, type Place } from './emit.ts';
import { moveMoney } from './move-money.ts';
import type { Charge, Metadata, Refund } from './money-objects.ts';
import type { Call, Operation } from './operation.ts';
import { objectOf, tableOf } from './scope.ts';
import { refused, wrongParameter } from './stripe-fault.ts';
import { put, rowOf } from './table.ts';
import { later, nowSec } from './world.ts';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

/** POST /v1/refunds */
export const createRefund: Operation = (call) => {
  const { params } = call;
  const charge = chargeToRefund(call);
  const amount = params.integer('amount') ?? charge.amount - charge.amount_refunded;
  const reason = params.oneOf('reason', REASONS) ?? null;
  const metadata = params.metadata();
  params.done();
  return refundCharge(call, charge, { amount, reason, metadata });
};

/** The charge that `charge` or `payment_intent` names. */
function chargeToRefund({ scope, params }: Call): Charge {
  const chargeId = params.text('charge');
  const intentId = params.text('payment_intent');
  if (chargeId !== undefined) return objectOf(scope, 'charges', { id: chargeId, param: 'charge' });
  if (intentId === undefined)
    throw wrongParameter('One of the following params should be provided for this request: payment_intent or charge.', {
      code: 'parameter_missing',
    });
  const intent = objectOf(scope, 'payment_intents', { id: intentId, param: 'payment_intent' });
  if (intent.latest_charge === null)
    throw refused(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  return objectOf(scope, 'charges', { id: intent.latest_charge });
}

type Wish = { readonly amount: number; readonly reason: string | null; readonly metadata: Metadata };

/** Gives a payer money back, up to what was not yet given back. */
export function refundCharge(place: Place, charge: Charge, { amount, reason, metadata }: Wish): Refund {
  const { world, scope } = place;
  checkRefundable(charge, amount);
  const id = world.newId('re');
  const transaction = moveMoney(place, {
    type: 'refund',
    amount: -amount,
    currency: charge.currency,
    source: id,
    availableAtMs: availableAtMs(place, charge),
  });
  const refund: Refund = {
    ...{ id, object: 'refund', amount, balance_transaction: transaction.id, charge: charge.id, created: nowSec(world) },
    ...{ currency: charge.currency, customer: charge.customer, customer_account: null, metadata, reason },
    ...{ payment_intent: charge.payment_intent, payment_method: charge.payment_method, receipt_number: null },
    ...{ source_transfer_reversal: null, status: 'succeeded', transfer_reversal: null },
  };
  put(tableOf(scope, 'refunds'), refund);
  const amount_refunded = charge.amount_refunded + amount;
  const after = put(tableOf(scope, 'charges'), {
    ...charge,
    amount_refunded,
    refunded: amount_refunded === charge.amount,
  });
  emit(place, 'refund.created', { object: refund });
  emit(place, 'charge.refunded', { object: after, before: charge });
  const card = charge.payment_method === null ? undefined : world.cards.get(charge.payment_method);
  if (card?.isRefundFailing) later(world, world.settings.refundFailureMs, () => failRefund(place, id));
  return refund;
}

function checkRefundable(charge: Charge, amount: number): void {
  if (charge.status !== 'succeeded')
    throw refused(`Charge ${charge.id} has not succeeded, so it cannot be refunded.`, {
      code: 'charge_not_refundable',
    });
  if (charge.refunded)
    throw refused(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (charge.disputed)
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
  const left = charge.amount - charge.amount_refunded;
  if (amount < 1)
    throw wrongParameter('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  if (amount > left)
    throw refused(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    });
}

/** What is refunded while its charge is pending comes out of the pending money. */
function availableAtMs({ world, scope }: Place, charge: Charge): number {
  const paid = rowOf(tableOf(scope, 'balance_transactions'), charge.balance_transaction ?? '');
  return paid?.status === 'pending' ? paid.available_on * 1000 : world.atMs;
}

/** The payer's bank sends a refund back: the money returns to the balance. */
export function failRefund(place: Place, id: string): void {
  const { scope } = place;
  const before = rowOf(tableOf(scope, 'refunds'), id);
  if (before?.status !== 'succeeded') return;
  const { id: failure_balance_transaction } = moveMoney(place, {
    type: 'refund_failure',
    amount: before.amount,
    currency: before.currency,
    source: before.id,
  });
  const refund = put(tableOf(scope, 'refunds'), {
    ...before,
    status: 'failed' as const,
    failure_reason: 'expired_or_canceled_card',
    failure_balance_transaction,
  });
  const charge = objectOf(scope, 'charges', { id: before.charge });
  put(tableOf(scope, 'charges'), {
    ...charge,
    amount_refunded: charge.amount_refunded - before.amount,
    refunded: false,
  });
  emit(place, 'refund.failed', { object: refund, before });
}
