import { describe, expect, it } from '@jest/globals';
import { PROCESSOR_CLEARING, PROCESSOR_FEES, REVENUE } from '@orbiquant/ledger';
import {
  decideInvoice,
  decidePlan,
  planOf,
  type Invoice,
  type InvoiceObject,
  type SubscriptionObject,
} from './index.ts';

const charge = { id: 'ch_1', feeCents: 88n, refunds: [], dispute: null };
const bill = (change: Partial<InvoiceObject> = {}): InvoiceObject => ({
  object: 'invoice',
  id: 'in_1',
  userId: 'u',
  status: 'paid',
  paidCents: 20_00n,
  currency: 'USD',
  charge,
  ...change,
});

function bookAll(...bills: InvoiceObject[]): { keys: string[]; balances: Record<string, bigint> } {
  let state: Invoice | null = null;
  const keys: string[] = [];
  const balances: Record<string, bigint> = {};
  for (const object of bills) {
    const decision = decideInvoice(state, { kind: 'fetched', object });
    state = decision.state;
    for (const { key, postings } of decision.transfers) {
      keys.push(key);
      for (const { account, minor } of postings) balances[account] = (balances[account] ?? 0n) + minor;
    }
  }
  return { keys, balances };
}

describe('a bill of a plan', () => {
  it('is revenue once, when it is paid, less the fee', () => {
    expect(bookAll(bill({ status: 'open', charge: null }), bill(), bill())).toEqual({
      keys: ['inv:in_1:paid'],
      balances: { [PROCESSOR_CLEARING]: -19_12n, [PROCESSOR_FEES]: -88n, [REVENUE]: 20_00n },
    });
  });
  it('of nothing books nothing', () => {
    expect(bookAll(bill({ paidCents: 0n, charge: null })).keys).toEqual([]);
  });
  it('W21 takes revenue back for each refund and dispute, once, and gives it again when they fail', () => {
    const refund = { id: 're_1', cents: 5_00n, failed: false };
    const dispute = { id: 'dp_1', stage: 'open', cents: 15_00n, feeCents: 15_00n } as const;
    const refunded = bill({ charge: { ...charge, refunds: [refund] } });
    const disputed = bill({ charge: { ...charge, refunds: [refund], dispute } });
    const over = bill({
      charge: { ...charge, refunds: [{ ...refund, failed: true }], dispute: { ...dispute, stage: 'won' } },
    });
    const { keys, balances } = bookAll(bill(), refunded, disputed, refunded, disputed, over, disputed, over);
    expect(new Set(keys).size).toBe(keys.length);
    expect(balances).toEqual({ [PROCESSOR_CLEARING]: -4_12n, [PROCESSOR_FEES]: -15_88n, [REVENUE]: 20_00n });
  });
});

describe('a plan', () => {
  const subscription = (change: Partial<SubscriptionObject> = {}): SubscriptionObject => ({
    object: 'subscription',
    id: 'sub_1',
    userId: 'u',
    plan: 'pro',
    status: 'active',
    periodEndMs: 1_000,
    ...change,
  });
  const seen = (object: SubscriptionObject, asOfMs: number) => ({ kind: 'fetched', object, asOfMs }) as const;
  const pro = decidePlan(null, seen(subscription(), 10)).state;

  it('follows what was fetched last, not what arrived last', () => {
    expect(planOf(pro)).toBe('pro');
    expect(decidePlan(pro, seen(subscription({ status: 'canceled' }), 9)).applied).toBe(false);
    expect(planOf(decidePlan(pro, seen(subscription({ status: 'canceled' }), 11)).state)).toBe('free');
  });
  it('goes on while a late payment is being tried again, and ends when that is given up', () => {
    expect(planOf(decidePlan(pro, seen(subscription({ status: 'past_due' }), 11)).state)).toBe('pro');
    expect(planOf(decidePlan(pro, seen(subscription({ status: 'unpaid' }), 11)).state)).toBe('free');
  });
  it('is not ended by the end of a subscription that another has replaced', () => {
    const old = subscription({ id: 'sub_0', status: 'canceled' });
    expect(decidePlan(pro, seen(old, 11)).applied).toBe(false);
  });
});
