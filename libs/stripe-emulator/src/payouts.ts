import { bankFor, stopBank } from './accounts.ts';
import { readAmount, readCurrency } from './currencies.ts';
import { emit, type Place } from './emit.ts';
import { takePayoutFate } from './fates.ts';
import { moveMoney } from './move-money.ts';
import type { Metadata, Payout } from './money-objects.ts';
import { idOf, type Operation } from './operation.ts';
import { holdingOf, objectOf, tableOf } from './scope.ts';
import { refused } from './stripe-fault.ts';
import { put, rowOf } from './table.ts';
import { later, nowSec } from './world.ts';

type Wish = {
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly statementDescriptor: string | null;
};

/** POST /v1/payouts: from the account that asks, be it the platform, to that account's bank. */
export const createPayout: Operation = (call) => {
  const { params, scope } = call;
  const currency = readCurrency(params);
  const wish: Wish = {
    amount: readAmount(params, currency),
    currency,
    description: params.text('description') ?? null,
    metadata: params.metadata(),
    statementDescriptor: params.text('statement_descriptor') ?? null,
  };
  params.oneOf('method', ['standard'] as const);
  const destination = params.text('destination');
  params.done();
  const bank = bankFor(call, currency, destination);
  if (holdingOf(scope, currency).available < BigInt(wish.amount))
    throw refused('You have insufficient funds in your Stripe account for this transfer.', {
      code: 'balance_insufficient',
    });
  return sendPayout(call, bank, wish);
};

/** Sends money to a bank: it leaves the balance now, and its fate is learnt later. */
export function sendPayout(place: Place, bank: string | null, wish: Wish): Payout {
  const { world, scope } = place;
  const { amount, currency } = wish;
  const id = world.newId('po');
  const sent = moveMoney(place, {
    type: 'payout',
    amount: -amount,
    currency,
    source: id,
    description: 'STRIPE PAYOUT',
  });
  const payout: Payout = {
    ...{ id, object: 'payout', amount, application_fee: null, application_fee_amount: null, automatic: false },
    ...{ arrival_date: Math.floor((world.atMs + world.settings.payoutPaidMs) / 1000), balance_transaction: sent.id },
    ...{ created: nowSec(world), currency, description: wish.description, destination: bank },
    ...{ failure_balance_transaction: null, failure_code: null, failure_message: null, livemode: false },
    ...{ metadata: wish.metadata, method: 'standard', original_payout: null, payout_method: null },
    ...{ reconciliation_status: 'not_applicable', reversed_by: null, source_type: 'card' },
    ...{ statement_descriptor: wish.statementDescriptor, status: 'pending', trace_id: null, type: 'bank_account' },
  };
  put(tableOf(scope, 'payouts'), payout);
  holdingOf(scope, currency).inTransit += BigInt(amount);
  const fate = takePayoutFate(world.fates, scope.id);
  if (fate) world.fates.payouts.set(id, fate);
  emit(place, 'payout.created', { object: payout });
  later(world, world.settings.payoutInTransitMs, () => setOut(place, id));
  later(world, world.settings.payoutPaidMs, () => arrive(place, id));
  return payout;
}

function setOut(place: Place, id: string): void {
  const before = payoutOf(place, id);
  if (before.status === 'pending')
    emit(place, 'payout.updated', { object: change(place, before, { status: 'in_transit' }), before });
}

/** The bank has taken the money, or says that it cannot. */
function arrive(place: Place, id: string): void {
  const { world, scope } = place;
  const before = payoutOf(place, id);
  if (before.status !== 'in_transit' && before.status !== 'pending') return;
  const fate = world.fates.payouts.get(id) ?? { outcome: 'paid' };
  world.fates.payouts.delete(id);
  if (fate.outcome === 'failed') return void failPayout(place, id, fate.code);
  const holding = holdingOf(scope, before.currency);
  holding.inTransit -= BigInt(before.amount);
  holding.paidOut += BigInt(before.amount);
  emit(place, 'payout.paid', { object: change(place, before, { status: 'paid' }) });
  if (fate.outcome === 'returned') later(world, fate.afterMs, () => failPayout(place, id, fate.code));
}

/** A payout on its way, or one that was paid, comes back: the money is on the balance again. */
export function failPayout(place: Place, id: string, code: string): Payout {
  const { scope, world } = place;
  const before = payoutOf(place, id);
  if (before.status === 'failed' || before.status === 'canceled') return before;
  const holding = holdingOf(scope, before.currency);
  holding[before.status === 'paid' ? 'paidOut' : 'inTransit'] -= BigInt(before.amount);
  const back = moveMoney(place, {
    type: 'payout_failure',
    amount: before.amount,
    currency: before.currency,
    source: id,
  });
  const after = change(place, before, {
    status: 'failed',
    failure_balance_transaction: back.id,
    failure_code: code,
    failure_message: `The bank could not take the payout (${code}).`,
  });
  emit(place, 'payout.failed', { object: after });
  if (world.settings.failedPayoutStopsBank && before.destination !== null) stopBank(place, before.destination);
  return after;
}

const payoutOf = ({ scope }: Place, id: string): Payout => rowOf(tableOf(scope, 'payouts'), id)!;

const change = ({ scope }: Place, before: Payout, fields: Partial<Payout>): Payout =>
  put(tableOf(scope, 'payouts'), { ...before, ...fields });

/** POST /v1/payouts/:id/cancel */
export const cancelPayout: Operation = (call) => {
  const before = objectOf(call.scope, 'payouts', { id: idOf(call) });
  call.params.done();
  if (before.status !== 'pending') throw refused(`Payouts with status ${before.status} cannot be canceled.`);
  holdingOf(call.scope, before.currency).inTransit -= BigInt(before.amount);
  const back = moveMoney(call, {
    type: 'payout_cancel',
    amount: before.amount,
    currency: before.currency,
    source: before.id,
  });
  const after = change(call, before, { status: 'canceled', failure_balance_transaction: back.id });
  emit(call, 'payout.canceled', { object: after });
  return after;
};

/** POST /v1/payouts/:id */
export const updatePayout: Operation = (call) => {
  const before = objectOf(call.scope, 'payouts', { id: idOf(call) });
  const metadata = call.params.metadata(before.metadata);
  call.params.done();
  const after = change(call, before, { metadata });
  emit(call, 'payout.updated', { object: after, before });
  return after;
};
