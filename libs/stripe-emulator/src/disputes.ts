import { emit, type Place } from './emit.ts';
import { moveMoney } from './move-money.ts';
import type { Charge, Dispute } from './money-objects.ts';
import { idOf, type Operation } from './operation.ts';
import { objectOf, tableOf } from './scope.ts';
import { refused } from './stripe-fault.ts';
import { put } from './table.ts';
import { nowSec } from './world.ts';

const DAYS_TO_ANSWER_SEC = 7 * 86_400;

/** The payer's bank takes a charge back: the money and a fee leave the balance at once. */
export function openDispute(place: Place, charge: Charge, reason: string): Dispute {
  const { world, scope } = place;
  const amount = charge.amount - charge.amount_refunded;
  if (charge.status !== 'succeeded' || charge.disputed || amount === 0)
    throw refused(`Charge ${charge.id} cannot be disputed`);
  const id = world.newId('dp');
  const transaction = moveMoney(place, {
    type: 'adjustment',
    amount: -amount,
    fee: world.settings.disputeFee,
    currency: charge.currency,
    source: id,
    description: `Chargeback withdrawal for ${charge.id}`,
  });
  put(tableOf(scope, 'charges'), { ...charge, disputed: true });
  const dispute = put(tableOf(scope, 'disputes'), {
    id,
    object: 'dispute' as const,
    amount,
    balance_transactions: [transaction],
    charge: charge.id,
    created: nowSec(world),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence_details: evidenceDetails(nowSec(world) + DAYS_TO_ANSWER_SEC),
    is_charge_refundable: false,
    livemode: false as const,
    metadata: {},
    network_reason_code: null,
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response' as const,
  });
  emit(place, 'charge.dispute.created', { object: dispute });
  emit(place, 'charge.dispute.funds_withdrawn', { object: dispute });
  return dispute;
}

const evidenceDetails = (dueBySec: number): Dispute['evidence_details'] => ({
  due_by: dueBySec,
  enhanced_eligibility: {},
  has_evidence: false,
  past_due: false,
  submission_count: 0,
});

/** The payer's bank decides. Won: the money returns, the fee does not. */
export function settleDispute(place: Place, before: Dispute, outcome: 'won' | 'lost'): Dispute {
  const { scope } = place;
  if (before.status === 'won' || before.status === 'lost') throw refused(`Dispute ${before.id} is already closed`);
  const returned =
    outcome === 'won'
      ? [
          moveMoney(place, {
            type: 'adjustment',
            amount: before.amount,
            currency: before.currency,
            source: before.id,
            description: `Chargeback reversal for ${before.charge}`,
          }),
        ]
      : [];
  const balance_transactions = [...before.balance_transactions, ...returned];
  const dispute = put(tableOf(scope, 'disputes'), { ...before, status: outcome, balance_transactions });
  if (outcome === 'won') emit(place, 'charge.dispute.funds_reinstated', { object: dispute, before });
  emit(place, 'charge.dispute.closed', { object: dispute });
  return dispute;
}

/** POST /v1/disputes/:id/close: the platform gives in. */
export const closeDispute: Operation = (call) => {
  call.params.done();
  return settleDispute(call, objectOf(call.scope, 'disputes', { id: idOf(call) }), 'lost');
};
