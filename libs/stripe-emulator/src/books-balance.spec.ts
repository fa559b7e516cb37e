import { describe, expect, it } from '@jest/globals';
import { seededRng, type Rng } from '@orbiquant/kernel';
import { bankedAccount, rowsOf, HOUR_MS, testStripe, type TestStripe } from './test-stripe.ts';

type Row = Record<string, unknown>;
type Walk = { stripe: TestStripe; rng: Rng; accounts: string[] };

const METHODS = [
  'pm_card_visa',
  'pm_card_bypassPending',
  'pm_card_visa_chargeDeclined',
  'pm_card_createDispute',
  'pm_card_refundFail',
  'pm_usBankAccount_success',
  'pm_usBankAccount_accountClosed',
];
const FATES = [
  { outcome: 'paid' },
  { outcome: 'failed', code: 'account_closed' },
  { outcome: 'returned', code: 'no_account', afterMs: 30 * HOUR_MS },
] as const;

const pick = <T>(rng: Rng, from: readonly T[]): T | undefined => from[rng.below(from.length)];
const idIn = (walk: Walk, path: string, account?: string): string =>
  String(pick(walk.rng, rowsOf(walk.stripe.get(path, { limit: 20 }, account)))?.['id'] ?? 'none');

/** Whatever Stripe may be asked to do; refusals are welcome. */
const ACTIONS: ((walk: Walk) => unknown)[] = [
  ({ stripe, rng }) =>
    stripe.reply('/v1/payment_intents', {
      amount: 1 + rng.below(90_000),
      currency: 'usd',
      payment_method: pick(rng, METHODS),
      confirm: true,
    }),
  ({ stripe, rng, accounts }) =>
    stripe.reply('/v1/transfers', { amount: 1 + rng.below(60_000), currency: 'usd', destination: pick(rng, accounts) }),
  ({ stripe, rng, accounts }) =>
    stripe.reply('/v1/payouts', { amount: 1 + rng.below(60_000), currency: 'usd' }, { account: pick(rng, accounts)! }),
  ({ stripe, rng }) => stripe.reply('/v1/payouts', { amount: 1 + rng.below(60_000), currency: 'usd' }),
  (walk) =>
    walk.stripe.reply('/v1/refunds', {
      charge: idIn(walk, '/v1/charges'),
      ...(walk.rng.below(2) ? { amount: 1 + walk.rng.below(5_000) } : {}),
    }),
  (walk) =>
    walk.stripe.reply(
      `/v1/transfers/${idIn(walk, '/v1/transfers')}/reversals`,
      walk.rng.below(2) ? { amount: 1 + walk.rng.below(5_000) } : {},
    ),
  (walk) => {
    const account = pick(walk.rng, walk.accounts)!;
    return walk.stripe.reply(`/v1/payouts/${idIn(walk, '/v1/payouts', account)}/cancel`, {}, { account });
  },
  ({ stripe, rng }) => stripe.books.decide({ kind: 'next-payout', fate: pick(rng, FATES)! }),
  (walk) =>
    walk.stripe.books.decide({
      kind: 'settle-dispute',
      dispute: idIn(walk, '/v1/disputes'),
      outcome: walk.rng.below(2) ? 'won' : 'lost',
    }),
  ({ stripe, rng }) => stripe.books.decide({ kind: 'top-up', amount: BigInt(1 + rng.below(10_000)), currency: 'usd' }),
  ({ stripe, rng, accounts }) =>
    stripe.post(`/v1/accounts/${pick(rng, accounts)!}/external_accounts`, { external_account: 'btok_us_verified' }),
  ({ stripe, rng }) => stripe.wait(rng.below(30) * HOUR_MS),
];

function everything(stripe: TestStripe, path: string, account?: string): Row[] {
  const rows: Row[] = [];
  for (let more = true; more;) {
    const page = stripe.get(
      path,
      { limit: 100, ...(rows.length > 0 ? { starting_after: rows.at(-1)!['id'] } : {}) },
      account,
    );
    rows.push(...rowsOf(page));
    more = page['has_more'] === true;
  }
  return rows;
}

const sum = (rows: readonly Row[], field: string): bigint =>
  rows.reduce((total, row) => total + BigInt(Number(row[field])), 0n);

describe('the books', () => {
  it('balance after 2,000 random operations: movements add up to balances, money is nowhere made or lost', () => {
    const stripe = testStripe({ failedPayoutStopsBank: true });
    const rng = seededRng('balance');
    const walk: Walk = { stripe, rng, accounts: [bankedAccount(stripe), bankedAccount(stripe), bankedAccount(stripe)] };
    let refusals = 0;
    for (let step = 0; step < 2_000; step++) {
      try {
        const outcome = pick(rng, ACTIONS)!(walk) as { status?: unknown } | undefined;
        if (outcome?.status !== undefined && Number(outcome.status) >= 400) refusals += 1;
      } catch {
        refusals += 1;
      }
      if (step % 100 === 99) checkBalances(walk);
    }
    checkBalances(walk);
    checkConservation(walk);
    expect(refusals).toBeGreaterThan(100);
    expect(refusals).toBeLessThan(1_500);
    const statuses = new Set(stripe.books.truth().payouts.map(({ object }) => object.status));
    expect(statuses.has('paid') && statuses.has('failed') && statuses.has('canceled')).toBe(true);
  });
});

function checkBalances({ stripe, accounts }: Walk): void {
  const { platform, accounts: connected, payouts } = stripe.books.truth();
  for (const account of [undefined, ...accounts]) {
    const held = (account === undefined ? platform : connected.get(account))?.['usd'] ?? {
      available: 0n,
      pending: 0n,
      inTransit: 0n,
      paidOut: 0n,
    };
    const rows = everything(stripe, '/v1/balance_transactions', account);
    expect(sum(rows, 'net')).toBe(held.available + held.pending);
    expect(
      sum(
        rows.filter(({ status }) => status === 'available'),
        'net',
      ),
    ).toBe(held.available);
    const own = payouts.filter((payout) => payout.account === (account ?? 'acct_platform'));
    const total = (...statuses: string[]): bigint =>
      own.filter(({ object }) => statuses.includes(object.status)).reduce((all, { amount }) => all + amount, 0n);
    expect(held.inTransit).toBe(total('pending', 'in_transit'));
    expect(held.paidOut).toBe(total('paid'));
    if (account !== undefined) expect(held.available).toBeGreaterThanOrEqual(0n);
  }
}

/** What came in (top-ups, charges) less what left (fees, refunds, disputes, payouts) is what is there. */
function checkConservation({ stripe, accounts }: Walk): void {
  const { platform, accounts: connected } = stripe.books.truth();
  const scopes = [platform['usd']!, ...accounts.map((id) => connected.get(id)!['usd']!)];
  const there = scopes.reduce(
    (all, { available, pending, inTransit, paidOut }) => all + available + pending + inTransit + paidOut,
    0n,
  );
  const rows = everything(stripe, '/v1/balance_transactions');
  const outer = rows.filter(({ type }) =>
    ['topup', 'charge', 'payment', 'refund', 'refund_failure', 'adjustment'].includes(String(type)),
  );
  expect(there).toBe(sum(outer, 'net'));
}
