import type { Account } from './account-objects.ts';
import type { Invoice, Subscription } from './billing-objects.ts';
import type { IdempotencyRecord } from './idempotency.ts';
import type { BalanceTransaction, Charge, Dispute, Payout, Refund, Transfer } from './money-objects.ts';
import type { CheckoutSession, Customer, PaymentIntent, PaymentMethod, Price, Product } from './payment-objects.ts';
import type { StripeEvent } from './stripe-event.ts';
import { emptyTable, rowOf, type Table } from './table.ts';
import { missing } from './stripe-fault.ts';

/** Every kind of object that an account keeps. */
export type Kinds = {
  accounts: Account;
  balance_transactions: BalanceTransaction;
  charges: Charge;
  customers: Customer;
  disputes: Dispute;
  events: StripeEvent;
  invoices: Invoice;
  payment_intents: PaymentIntent;
  payment_methods: PaymentMethod;
  payouts: Payout;
  prices: Price;
  products: Product;
  refunds: Refund;
  sessions: CheckoutSession;
  subscriptions: Subscription;
  transfers: Transfer;
};

/** What an account owns in one currency, and what it has sent to its bank. */
export type Holding = { available: bigint; pending: bigint; inTransit: bigint; paidOut: bigint };

/** One account with everything of its own: the platform, or a connected one. */
export type Scope = {
  readonly id: string;
  readonly isPlatform: boolean;
  readonly holdings: Map<string, Holding>;
  readonly tables: { [K in keyof Kinds]?: Table<Kinds[K]> };
  /** Answers kept under idempotency keys, oldest first. */
  readonly kept: Map<string, IdempotencyRecord>;
};

/** An account with nothing in it. */
export const emptyScope = (id: string, isPlatform: boolean): Scope => ({
  id,
  isPlatform,
  holdings: new Map(),
  tables: {},
  kept: new Map(),
});

/** An account's objects of one kind. */
export function tableOf<K extends keyof Kinds>(scope: Scope, kind: K): Table<Kinds[K]> {
  const known = scope.tables[kind];
  if (known) return known;
  const fresh: Table<Kinds[K]> = emptyTable<Kinds[K]>();
  scope.tables[kind] = fresh as Scope['tables'][K];
  return fresh;
}

/** What an account owns in a currency. */
export function holdingOf(scope: Scope, currency: string): Holding {
  const known = scope.holdings.get(currency);
  if (known) return known;
  const fresh = { available: 0n, pending: 0n, inTransit: 0n, paidOut: 0n };
  scope.holdings.set(currency, fresh);
  return fresh;
}

const WORDS: Partial<Record<keyof Kinds, string>> = {
  accounts: 'account',
  balance_transactions: 'balance transaction',
  payment_intents: 'payment_intent',
  payment_methods: 'PaymentMethod',
  sessions: 'checkout.session',
};

/** An account's object. @throws StripeFault 404 from a path, 400 from a parameter, where there is none. */
export function objectOf<K extends keyof Kinds>(
  scope: Scope,
  kind: K,
  { id, param }: { id: string; param?: string },
): Kinds[K] {
  const found = rowOf(tableOf(scope, kind), id);
  if (found === undefined) throw missing(WORDS[kind] ?? kind.slice(0, -1), id, param);
  return found;
}
