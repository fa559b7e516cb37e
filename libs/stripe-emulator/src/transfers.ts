import { openAccount } from './accounts.ts';
import { readAmount, readCurrency } from './currencies.ts';
import { emit } from './emit.ts';
import { takeFault } from './fates.ts';
import { moveMoney } from './move-money.ts';
import type { Metadata, Transfer, TransferReversal } from './money-objects.ts';
import { idOf, type Call, type Operation } from './operation.ts';
import { holdingOf, objectOf, tableOf, type Scope } from './scope.ts';
import { missing, refused } from './stripe-fault.ts';
import { put, rowOf } from './table.ts';
import { BLANK_CHARGE } from './take-payment.ts';
import { nowSec } from './world.ts';
import { listOf } from './list-page.ts';

const TOO_LITTLE =
  'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card.';

type Wish = {
  readonly amount: number;
  readonly currency: string;
  readonly destination: string;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly transferGroup: string | null;
};

/** POST /v1/transfers */
export const createTransfer: Operation = (call) => {
  const { params, scope, world } = call;
  const currency = readCurrency(params);
  const wish: Wish = {
    amount: readAmount(params, currency),
    currency,
    destination: params.requiredText('destination'),
    description: params.text('description') ?? null,
    metadata: params.metadata(),
    transferGroup: params.text('transfer_group') ?? null,
  };
  params.done();
  const receiver = openAccount(world, wish.destination, 'destination');
  const isShort = takeFault(world.fates, ['platform-short'], '/v1/transfers') !== undefined;
  if (isShort || holdingOf(scope, currency).available < BigInt(wish.amount))
    throw refused(TOO_LITTLE, { code: 'balance_insufficient' });
  const transfer = bookTransfer(call, receiver, wish);
  emit(call, 'transfer.created', { object: transfer });
  return transfer;
};

function bookTransfer(call: Call, receiver: Scope, wish: Wish): Transfer {
  const { world, scope } = call;
  const id = world.newId('tr');
  const { amount, currency } = wish;
  const sent = moveMoney(call, {
    type: 'transfer',
    amount: -amount,
    currency,
    source: id,
    description: wish.description,
  });
  const arrivalId = world.newId('py');
  const arrived = moveMoney({ world, scope: receiver }, { type: 'payment', amount, currency, source: arrivalId });
  put(tableOf(receiver, 'charges'), {
    ...BLANK_CHARGE,
    ...{
      id: arrivalId,
      amount,
      amount_captured: amount,
      balance_transaction: arrived.id,
      captured: true,
      created: nowSec(world),
    },
    ...{ currency, paid: true, source_transfer: id, status: 'succeeded' as const },
  });
  return put(tableOf(scope, 'transfers'), {
    ...{
      id,
      object: 'transfer' as const,
      amount,
      amount_reversed: 0,
      balance_transaction: sent.id,
      created: nowSec(world),
    },
    ...{ currency, description: wish.description, destination: receiver.id, destination_payment: arrivalId },
    ...{
      livemode: false as const,
      metadata: wish.metadata,
      reversals: listOf<TransferReversal>(`/v1/transfers/${id}/reversals`, []),
    },
    ...{ reversed: false, source_transaction: null, source_type: 'card' as const, transfer_group: wish.transferGroup },
  });
}

/** POST /v1/transfers/:id/reversals: takes money back from the connected account, if it is still there. */
export const reverseTransfer: Operation = (call) => {
  const { params, scope, world } = call;
  const before = objectOf(scope, 'transfers', { id: idOf(call) });
  const left = before.amount - before.amount_reversed;
  const amount = params.text('amount') === undefined ? left : readAmount(params, before.currency);
  params.text('description');
  const metadata = params.metadata();
  params.done();
  if (left === 0) throw refused(`Transfer ${before.id} is already fully reversed.`);
  if (amount > left)
    throw refused(`Transfer reversal amount (${amount}) is greater than unreversed amount (${left}).`, {
      param: 'amount',
    });
  const giver = world.connected.get(before.destination);
  if (!giver) throw missing('account', before.destination, 'destination');
  if (holdingOf(giver, before.currency).available < BigInt(amount))
    throw refused('The connected account has too little available to reverse this transfer.', {
      code: 'balance_insufficient',
    });
  return bookReversal(call, { before, giver, amount, metadata });
};

type Taking = {
  readonly before: Transfer;
  readonly giver: Scope;
  readonly amount: number;
  readonly metadata: Metadata;
};

function bookReversal(call: Call, { before, giver, amount, metadata }: Taking): TransferReversal {
  const { world, scope } = call;
  const { currency } = before;
  const id = world.newId('trr');
  const refundId = world.newId('pyr');
  const back = moveMoney(call, { type: 'transfer_refund', amount, currency, source: id });
  moveMoney({ world, scope: giver }, { type: 'payment_refund', amount: -amount, currency, source: refundId });
  const reversal: TransferReversal = {
    ...{ id, object: 'transfer_reversal', amount, balance_transaction: back.id, created: nowSec(world), currency },
    ...{ destination_payment_refund: refundId, metadata, source_refund: null, transfer: before.id },
  };
  const amount_reversed = before.amount_reversed + amount;
  const after = put(tableOf(scope, 'transfers'), {
    ...before,
    amount_reversed,
    reversed: amount_reversed === before.amount,
    reversals: { ...before.reversals, data: [reversal, ...before.reversals.data] },
  });
  markArrival(giver, before.destination_payment, amount_reversed);
  emit(call, 'transfer.reversed', { object: after, before });
  return reversal;
}

/** The connected account's payment shows how much of it was taken back. */
function markArrival(giver: Scope, id: string, amount_refunded: number): void {
  const arrival = rowOf(tableOf(giver, 'charges'), id);
  if (arrival)
    put(tableOf(giver, 'charges'), { ...arrival, amount_refunded, refunded: amount_refunded === arrival.amount });
}

/** POST /v1/transfers/:id */
export const updateTransfer: Operation = (call) => {
  const { params, scope } = call;
  const before = objectOf(scope, 'transfers', { id: idOf(call) });
  const description = params.text('description') ?? before.description;
  const metadata = params.metadata(before.metadata);
  params.done();
  const after = put(tableOf(scope, 'transfers'), { ...before, description, metadata });
  emit(call, 'transfer.updated', { object: after, before });
  return after;
};

/** GET /v1/transfers/:id/reversals */
export const listReversals: Operation = (call) => {
  call.params.integer('limit');
  call.params.done();
  return objectOf(call.scope, 'transfers', { id: idOf(call) }).reversals;
};

/** GET /v1/transfers/:id/reversals/:id */
export const retrieveReversal: Operation = (call) => {
  call.params.done();
  const { reversals } = objectOf(call.scope, 'transfers', { id: idOf(call) });
  const wanted = call.ids[1] ?? '';
  const found = reversals.data.find(({ id }) => id === wanted);
  if (!found) throw missing('transfer reversal', wanted);
  return found;
};
