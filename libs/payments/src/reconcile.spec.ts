import { describe, expect, it } from '@jest/globals';
import { PAYOUT_CLEARING, PROCESSOR_CLEARING, SUSPENSE } from '@orbiquant/ledger';
import {
  decideIncident,
  reconcileMoney,
  reconcileObjects,
  type BalanceTransaction,
  type BooksView,
  type IncidentCause,
  type StripeObject,
  type Withdrawal,
} from './index.ts';
import {
  done,
  paying,
  payoutObject,
  reversalObject,
  transferObject,
  WITHDRAWAL,
} from './testing/withdrawal-fixture.ts';

const books = (withdrawal: Withdrawal | null, change: Partial<BooksView> = {}): BooksView => ({
  withdrawals: new Map(withdrawal ? [[withdrawal.withdrawalId, withdrawal]] : []),
  deposits: new Map(),
  invoices: new Map(),
  plans: new Map(),
  incidents: new Map(),
  ...change,
});
const listing = (...objects: StripeObject[]) => ({ sinceMs: 0, asOfMs: 1, objects });
const transaction = (id: string, sourceId: string | null): BalanceTransaction => ({
  object: 'balance-transaction',
  id,
  sourceId,
  netCents: -100_00n,
  currency: 'USD',
  createdAtMs: 0,
});
const submitted = paying().all(done(payoutObject('pending'))).state!;
const paid = paying().all(done(payoutObject('paid'))).state!;

describe('the reconciler', () => {
  it('W13 finds what no event told of, and nothing a second time', () => {
    const steps = reconcileObjects(listing(transferObject, payoutObject('paid')), books(submitted));
    expect(steps).toEqual([
      { saga: 'withdrawal', sagaId: WITHDRAWAL, input: { kind: 'fetched', object: payoutObject('paid') } },
    ]);
    expect(reconcileObjects(listing(transferObject, payoutObject('paid')), books(paid))).toEqual([]);
  });
  it('W12 hears of a payout that came back', () => {
    expect(reconcileObjects(listing(transferObject, payoutObject('failed')), books(paid))).toHaveLength(1);
  });
  it('W16 an object without our tag is an incident, once', () => {
    const stray = { ...transferObject, id: 'tr_9', tag: null };
    expect(reconcileObjects(listing(stray), books(null))).toEqual([
      { saga: 'incident', sagaId: 'tr_9', input: { kind: 'raise', cause: stray } },
    ]);
    expect(
      reconcileObjects(listing(stray), books(null, { incidents: new Map([['tr_9', { isBooked: true }]]) })),
    ).toEqual([]);
  });
  it('what we know and the processor does not list is an incident', () => {
    const steps = reconcileObjects(listing(payoutObject('paid')), books(paid));
    expect(steps).toEqual([
      {
        saga: 'incident',
        sagaId: 'tr_1',
        input: { kind: 'raise', cause: { object: 'missing', id: 'tr_1', sagaId: WITHDRAWAL } },
      },
    ]);
  });
  it('W16 money that no object of ours explains is an incident; money that one explains is not', () => {
    const list = listing(
      transaction('txn_1', 'tr_1'),
      transaction('txn_2', 'po_x'),
      transaction('txn_3', null),
      transferObject,
    );
    expect(reconcileMoney(list, books(paid)).map(({ sagaId }) => sagaId)).toEqual(['txn_2', 'txn_3']);
  });
});

describe('an incident', () => {
  const raise = (cause: IncidentCause) => decideIncident(null, { kind: 'raise', cause });
  const moved = (cause: IncidentCause): Record<string, bigint> =>
    Object.fromEntries(
      raise(cause).transfers.flatMap(({ postings }) => postings.map(({ account, minor }) => [account, minor])),
    );

  it('W16 books what moved: money that left our balance leaves a hole in suspense', () => {
    expect(moved(transaction('txn_1', null))).toEqual({ [PROCESSOR_CLEARING]: 100_00n, [SUSPENSE]: -100_00n });
    expect(moved(transferObject)).toEqual({ [PROCESSOR_CLEARING]: 100_00n, [PAYOUT_CLEARING]: -100_00n });
    expect(moved(reversalObject)).toEqual({ [PROCESSOR_CLEARING]: -100_00n, [PAYOUT_CLEARING]: 100_00n });
    expect(moved(payoutObject('paid'))).toEqual({ [PAYOUT_CLEARING]: 100_00n, [SUSPENSE]: -100_00n });
  });
  it('books a payout when it arrives, once, and is closed only by a person', () => {
    const open = raise(payoutObject('pending'));
    expect(open).toMatchObject({ applied: true, transfers: [], state: { status: 'open', isBooked: false } });
    const arrived = decideIncident(open.state, { kind: 'raise', cause: payoutObject('paid') });
    expect(arrived.transfers).toHaveLength(1);
    expect(decideIncident(arrived.state, { kind: 'raise', cause: payoutObject('paid') }).applied).toBe(false);
    const closed = decideIncident(arrived.state, { kind: 'resolve', operatorId: 'o' });
    expect(closed.state).toMatchObject({ status: 'resolved', resolvedBy: 'o' });
    expect(decideIncident(closed.state, { kind: 'raise', cause: payoutObject('paid') }).applied).toBe(false);
  });
});
