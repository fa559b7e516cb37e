import { openDispute } from './disputes.ts';
import { emit, type Place } from './emit.ts';
import { moveMoney } from './move-money.ts';
import type { Charge, ChargeOutcome } from './money-objects.ts';
import type { PaymentIntent, PaymentMethod } from './payment-objects.ts';
import { tableOf } from './scope.ts';
import { put, rowOf } from './table.ts';
import { TEST_CARDS, type TestCard } from './test-cards.ts';
import { later, nowSec, type World } from './world.ts';

/** Tries to take the money of a payment; what comes back says whether it came, will come, or was refused. */
export function takePayment(place: Place, intent: PaymentIntent, method: PaymentMethod): Charge {
  const { world, scope } = place;
  const card = world.fates.nextCards.shift() ?? world.cards.get(method.id) ?? TEST_CARDS[0]!;
  const charge = put(tableOf(scope, 'charges'), newCharge(world, { intent, method, card }));
  if (card.type === 'us_bank_account') {
    emit(place, 'charge.pending', { object: charge });
    return charge;
  }
  return card.decline ? failCharge(place, charge, card) : succeedCharge(place, charge, card);
}

/** The money came: its fee is taken, and it can be used after the time of settlement. */
export function succeedCharge(place: Place, pending: Charge, card: TestCard): Charge {
  const { world, scope } = place;
  const transaction = moveMoney(place, {
    type: pending.payment_method_details?.type === 'us_bank_account' ? 'payment' : 'charge',
    amount: pending.amount,
    fee: processingFee(world, pending.amount),
    currency: pending.currency,
    source: pending.id,
    description: pending.description,
    availableAtMs: card.isBypassingPending ? world.atMs : world.atMs + world.settings.settlementMs,
  });
  const charge = put(tableOf(scope, 'charges'), {
    ...pending,
    amount_captured: pending.amount,
    balance_transaction: transaction.id,
    captured: true,
    outcome: outcomeOf(null),
    paid: true,
    status: 'succeeded' as const,
  });
  emit(place, 'charge.succeeded', { object: charge });
  if (card.disputes !== undefined) disputeLater(place, charge.id, card.disputes);
  return charge;
}

/** The money did not come. */
export function failCharge(place: Place, pending: Charge, card: TestCard): Charge {
  const { decline } = card;
  const charge = put(tableOf(place.scope, 'charges'), {
    ...pending,
    failure_code: decline?.code ?? 'card_declined',
    failure_message: decline?.message ?? 'Your card was declined.',
    outcome: outcomeOf(decline?.declineCode ?? 'generic_decline'),
    status: 'failed' as const,
  });
  emit(place, 'charge.failed', { object: charge });
  return charge;
}

/** Basis points, rounded half up, and the fixed part; never more than the charge. */
function processingFee({ settings }: World, amount: number): number {
  const share = Math.floor((amount * settings.feeBps + 5_000) / 10_000);
  return Math.min(amount, share + settings.feeFixed);
}

function disputeLater(place: Place, id: string, reason: string): void {
  later(place.world, place.world.settings.disputeAfterMs, () => {
    const charge = rowOf(tableOf(place.scope, 'charges'), id);
    if (charge && !charge.disputed && !charge.refunded) openDispute(place, charge, reason);
  });
}

const outcomeOf = (decline: string | null): ChargeOutcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: decline === null ? 'approved_by_network' : 'declined_by_network',
  reason: decline,
  risk_level: 'normal',
  seller_message:
    decline === null ? 'Payment complete.' : 'The bank did not return any further details with this decline.',
  type: decline === null ? 'authorized' : 'issuer_declined',
});

type Parts = { readonly intent: PaymentIntent; readonly method: PaymentMethod; readonly card: TestCard };

function newCharge(world: World, { intent, method, card }: Parts): Charge {
  return {
    ...BLANK_CHARGE,
    id: world.newId(card.type === 'card' ? 'ch' : 'py'),
    amount: intent.amount,
    billing_details: method.billing_details,
    created: nowSec(world),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      type: method.type,
      ...(method.card
        ? {
            card: {
              brand: method.card.brand,
              last4: method.card.last4,
              exp_month: method.card.exp_month,
              exp_year: method.card.exp_year,
            },
          }
        : {}),
    },
    receipt_email: intent.receipt_email,
    transfer_group: intent.transfer_group,
  };
}

/** A charge of nothing, to be filled in. */
export const BLANK_CHARGE: Charge = {
  id: '',
  object: 'charge',
  amount: 0,
  amount_captured: 0,
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
  calculated_statement_descriptor: null,
  captured: false,
  created: 0,
  currency: 'usd',
  customer: null,
  description: null,
  disputed: false,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  fraud_details: {},
  livemode: false,
  metadata: {},
  on_behalf_of: null,
  outcome: null,
  paid: false,
  payment_intent: null,
  payment_method: null,
  payment_method_details: null,
  receipt_email: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'pending',
  transfer_data: null,
  transfer_group: null,
};
