import { reconcileMoney, reconcileObjects } from './reconcile.ts';
import type { SagaStep } from './route.ts';
import type { ConnectedAccountId, StripeObject, StripeRead } from './stripe-call.ts';
import { makeCall, makeStepOrRaise, type Answer, type Ask, type Work } from './work.ts';

const RETRY_MS = 5 * 60_000;

/** The lists of a reconciliation, in their order: transactions before the objects that explain them. */
function* listsSince(sinceMs: number, accounts: readonly ConnectedAccountId[]): Generator<StripeRead> {
  yield { op: 'list', what: 'balance-transactions', sinceMs };
  yield { op: 'list', what: 'transfers', sinceMs };
  yield { op: 'list', what: 'payments', sinceMs };
  yield { op: 'list', what: 'checkouts', sinceMs };
  yield { op: 'list', what: 'invoices', sinceMs };
  yield { op: 'list', what: 'subscriptions', sinceMs };
  for (const account of accounts) yield { op: 'list-payouts', account, sinceMs };
}

/**
 * Compares our books with everything that the processor lists since a time, and makes the steps that are missing. One list
 * that cannot be had stops the run before anything is concluded: half a list would look like missing money. Money is judged
 * last, by books read anew, because a payment may be younger than the first reading.
 */
export function* workReconcile(sinceMs: number, accounts: readonly ConnectedAccountId[]): Work {
  const before = yield { kind: 'books', sinceMs };
  if (before.kind !== 'books') return { kind: 'fenced' };
  const objects = yield* listAll(sinceMs, accounts);
  if (objects === null) return { kind: 'again', atMs: before.nowMs + RETRY_MS };
  const listing = { sinceMs, asOfMs: before.nowMs, objects };
  if (!(yield* makeAll(reconcileObjects(listing, before.books)))) return { kind: 'fenced' };
  const after = yield { kind: 'books', sinceMs };
  if (after.kind !== 'books') return { kind: 'fenced' };
  return (yield* makeAll(reconcileMoney(listing, after.books))) ? { kind: 'done' } : { kind: 'fenced' };
}

function* makeAll(steps: readonly SagaStep[]): Generator<Ask, boolean, Answer> {
  for (const step of steps) if (!(yield* makeStepOrRaise(step))) return false;
  return true;
}

function* listAll(
  sinceMs: number,
  accounts: readonly ConnectedAccountId[],
): Generator<Ask, StripeObject[] | null, Answer> {
  const objects: StripeObject[] = [];
  for (const list of listsSince(sinceMs, accounts)) {
    const outcome = yield* makeCall(list, null);
    if (outcome?.kind !== 'done') return null;
    objects.push(...outcome.objects);
  }
  return objects;
}
