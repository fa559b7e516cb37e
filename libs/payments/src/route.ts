import type { DepositInput } from './deposit.ts';
import type { IncidentInput } from './incident.ts';
import type { InvoiceObject, StripeObject, SubscriptionObject } from './stripe-call.ts';
import type { WithdrawalInput } from './withdrawal-input.ts';
import { isLegObject } from './withdrawal-objects.ts';

/** One step that is to be made, whichever saga it belongs to. */
export type SagaStep =
  | { saga: 'withdrawal'; sagaId: string; input: WithdrawalInput }
  | { saga: 'deposit'; sagaId: string; input: DepositInput }
  | { saga: 'invoice'; sagaId: string; input: { kind: 'fetched'; object: InvoiceObject } }
  | { saga: 'plan'; sagaId: string; input: { kind: 'fetched'; object: SubscriptionObject; asOfMs: number } }
  | { saga: 'incident'; sagaId: string; input: IncidentInput };

/** The step that a fetched object makes, by the tag that we put on it; null for one that nothing of ours can be about. */
export function stepOf(object: StripeObject, asOfMs: number): SagaStep | null {
  if (isLegObject(object)) {
    const sagaId = object.tag?.sagaId;
    return sagaId === undefined ? raised(object) : { saga: 'withdrawal', sagaId, input: { kind: 'fetched', object } };
  }
  if (object.object === 'payment') return stepOfPayment(object);
  if (object.object === 'checkout') return stepOfCheckout(object);
  return stepOfBilling(object, asOfMs);
}

function stepOfPayment(object: Extract<StripeObject, { object: 'payment' }>): SagaStep | null {
  if (object.depositId === null) return object.invoiceId === null && object.charge ? raised(object) : null;
  return { saga: 'deposit', sagaId: object.depositId, input: { kind: 'fetched', object } };
}

function stepOfCheckout({ status, depositId }: Extract<StripeObject, { object: 'checkout' }>): SagaStep | null {
  return status === 'expired' && depositId !== null
    ? { saga: 'deposit', sagaId: depositId, input: { kind: 'expired' } }
    : null;
}

function stepOfBilling(
  object: InvoiceObject | SubscriptionObject | Extract<StripeObject, { object: 'balance-transaction' }>,
  asOfMs: number,
): SagaStep | null {
  if (object.object === 'invoice') return { saga: 'invoice', sagaId: object.id, input: { kind: 'fetched', object } };
  if (object.object === 'balance-transaction' || object.userId === null) return null;
  return { saga: 'plan', sagaId: object.userId, input: { kind: 'fetched', object, asOfMs } };
}

/** The step that makes an object an incident. */
export const raised = (cause: Extract<IncidentInput, { kind: 'raise' }>['cause']): SagaStep => ({
  saga: 'incident',
  sagaId: cause.id,
  input: { kind: 'raise', cause },
});
