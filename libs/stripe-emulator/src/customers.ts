import { emit, type Place } from './emit.ts';
import { idOf, type Operation } from './operation.ts';
import type { Customer } from './payment-objects.ts';
import type { Metadata } from './money-objects.ts';
import { objectOf, tableOf } from './scope.ts';
import { put } from './table.ts';
import { nowSec } from './world.ts';

type Person = { email?: string; name?: string; phone?: string; description?: string; metadata?: Metadata };

/** Remembers a customer. */
export function newCustomer(place: Place, person: Person): Customer {
  const { world, scope } = place;
  const customer: Customer = {
    id: world.newId('cus'),
    object: 'customer',
    address: null,
    balance: 0,
    created: nowSec(world),
    currency: null,
    default_source: null,
    delinquent: false,
    description: person.description ?? null,
    email: person.email ?? null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: person.metadata ?? {},
    name: person.name ?? null,
    phone: person.phone ?? null,
    preferred_locales: [],
    shipping: null,
  };
  put(tableOf(scope, 'customers'), customer);
  emit(place, 'customer.created', { object: customer });
  return customer;
}

/** POST /v1/customers */
export const createCustomer: Operation = (call) => {
  const { params } = call;
  const [email, name, phone, description] = ['email', 'name', 'phone', 'description'].map((field) =>
    params.text(field),
  );
  const metadata = params.metadata();
  params.done();
  return newCustomer(call, { email, name, phone, description, metadata });
};

/** POST /v1/customers/:id */
export const updateCustomer: Operation = (call) => {
  const { scope, params } = call;
  const before = objectOf(scope, 'customers', { id: idOf(call) });
  const after: Customer = {
    ...before,
    email: params.text('email') ?? before.email,
    name: params.text('name') ?? before.name,
    phone: params.text('phone') ?? before.phone,
    description: params.text('description') ?? before.description,
    metadata: params.metadata(before.metadata),
  };
  params.done();
  emit(call, 'customer.updated', { object: put(tableOf(scope, 'customers'), after), before });
  return after;
};
