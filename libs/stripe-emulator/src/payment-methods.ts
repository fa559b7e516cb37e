import type { Place } from './emit.ts';
import { idOf, type Operation } from './operation.ts';
import type { PaymentMethod } from './payment-objects.ts';
import { objectOf, tableOf } from './scope.ts';
import { refused } from './stripe-fault.ts';
import { put, rowOf } from './table.ts';
import { testCard, type TestCard } from './test-cards.ts';
import { nowSec } from './world.ts';

const EXPIRY_YEARS = 4;
const YEAR_SEC = 31_556_952;
const UNIX_YEAR = 1970;

/** What is known of a payer beside the card. */
type Owner = { readonly customer?: string | null; readonly email?: string | null; readonly name?: string | null };

/** Remembers a way to pay. */
export function newPaymentMethod({ world, scope }: Place, card: TestCard, owner: Owner = {}): PaymentMethod {
  const method: PaymentMethod = {
    id: world.newId('pm'),
    object: 'payment_method',
    billing_details: { address: null, email: owner.email ?? null, name: owner.name ?? null, phone: null, tax_id: null },
    ...(card.type === 'card' ? { card: faceOf(card, nowSec(world)) } : {}),
    created: nowSec(world),
    customer: owner.customer ?? null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: card.type,
  };
  world.cards.set(method.id, card);
  return put(tableOf(scope, 'payment_methods'), method);
}

const faceOf = (card: TestCard, atSec: number): PaymentMethod['card'] => ({
  brand: card.brand,
  country: 'US',
  exp_month: 12,
  exp_year: UNIX_YEAR + Math.floor(atSec / YEAR_SEC) + EXPIRY_YEARS,
  funding: 'credit',
  last4: card.number.slice(-4),
});

/** The payment method that a request names: one of the books, or a test name such as `pm_card_visa`, which makes one. */
export function paymentMethodNamed(place: Place, name: string, owner: Owner = {}): PaymentMethod {
  const known = rowOf(tableOf(place.scope, 'payment_methods'), name);
  if (known) return known;
  const card = testCard(name);
  if (card === undefined)
    throw refused(`No such PaymentMethod: '${name}'`, { code: 'resource_missing', param: 'payment_method' });
  return newPaymentMethod(place, card, owner);
}

/** GET /v1/payment_methods/:id */
export const retrievePaymentMethod: Operation = (call) => {
  call.params.done();
  return objectOf(call.scope, 'payment_methods', { id: idOf(call) });
};
