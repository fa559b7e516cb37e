import type { Place } from './emit.ts';
import { emit } from './emit.ts';
import type { BalanceTransaction, BalanceTransactionType, FeeDetail } from './money-objects.ts';
import { holdingOf, tableOf, type Scope } from './scope.ts';
import { put, rowOf } from './table.ts';
import { nowSec } from './world.ts';
import { plan } from './task-queue.ts';

/** A movement to book. */
export type Movement = {
  readonly type: BalanceTransactionType;
  /** Signed, before the fee. */
  readonly amount: number;
  readonly currency: string;
  readonly source: string | null;
  readonly fee?: number;
  readonly description?: string | null;
  /** When the money can be used, epoch milliseconds; at once when absent or past. */
  readonly availableAtMs?: number;
};

const CATEGORIES: Partial<Record<BalanceTransactionType, string>> = {
  adjustment: 'dispute',
  payment: 'charge',
  payment_refund: 'refund',
  payout_cancel: 'payout_reversal',
  payout_failure: 'payout_reversal',
  transfer_refund: 'transfer_reversal',
};

/** Books a movement: the only way in which a balance changes. */
export function moveMoney(place: Place, movement: Movement): BalanceTransaction {
  const { world, scope } = place;
  const availableAtMs = Math.max(movement.availableAtMs ?? world.atMs, world.atMs);
  const isPending = availableAtMs > world.atMs;
  const transaction: BalanceTransaction = {
    ...newTransaction(place, movement),
    available_on: Math.floor(availableAtMs / 1000),
    status: isPending ? 'pending' : 'available',
  };
  put(tableOf(scope, 'balance_transactions'), transaction);
  holdingOf(scope, movement.currency)[isPending ? 'pending' : 'available'] += BigInt(transaction.net);
  if (isPending) plan(world.tasks, availableAtMs, () => release(place, transaction.id));
  return transaction;
}

function newTransaction({ world }: Place, movement: Movement): Omit<BalanceTransaction, 'available_on' | 'status'> {
  const { type, amount, currency, source, fee = 0, description = null } = movement;
  return {
    id: world.newId('txn'),
    object: 'balance_transaction',
    amount,
    balance_type: 'payments',
    created: nowSec(world),
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail(fee, currency)],
    net: amount - fee,
    reporting_category: CATEGORIES[type] ?? type,
    source,
    type,
  };
}

const feeDetail = (amount: number, currency: string): FeeDetail => ({
  amount,
  application: null,
  currency,
  description: 'Stripe processing fees',
  type: 'stripe_fee',
});

/** Money that was pending can be used from now on. */
function release(place: Place, id: string): void {
  const { scope } = place;
  const transactions = tableOf(scope, 'balance_transactions');
  const pending = rowOf(transactions, id);
  if (pending?.status !== 'pending') return;
  put(transactions, { ...pending, status: 'available' });
  const holding = holdingOf(scope, pending.currency);
  holding.pending -= BigInt(pending.net);
  holding.available += BigInt(pending.net);
  emit(place, 'balance.available', { object: balanceOf(scope) });
}

/** The balance as the API shows it. */
export function balanceOf(scope: Scope): Readonly<Record<string, unknown>> {
  const rows = [...scope.holdings];
  const shown = (part: 'available' | 'pending'): object[] =>
    rows.map(([currency, holding]) => ({
      amount: Number(holding[part]),
      currency,
      source_types: { card: Number(holding[part]) },
    }));
  return { object: 'balance', available: shown('available'), livemode: false, pending: shown('pending') };
}
