import { describe, expect, it } from '@jest/globals';
import { DAY_MS, rowsOf, errorOf, HOUR_MS, testStripe, type TestStripe } from './test-stripe.ts';

const LINE = { price_data: { currency: 'usd', unit_amount: 5_000, product_data: { name: 'Deposit' } }, quantity: 1 };
const CHECKOUT = {
  mode: 'payment',
  success_url: 'https://house.test/ok?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://house.test/no',
  line_items: [LINE],
  client_reference_id: 'user-1',
  metadata: { deposit: 'd1' },
  payment_intent_data: { metadata: { deposit: 'd1' } },
};

const checkout = (stripe: TestStripe, changes: object = {}): string =>
  String(stripe.post('/v1/checkout/sessions', { ...CHECKOUT, ...changes })['id']);
const usd = (stripe: TestStripe) => stripe.books.truth().platform['usd'];

describe('a checkout', () => {
  it('is paid at the hosted page: fee 2.9 % + 0.30, money available after two days', () => {
    const stripe = testStripe({ openingBalances: {} });
    const id = checkout(stripe);
    expect(stripe.get(`/v1/checkout/sessions/${id}`)).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 5_000,
      url: `https://checkout.stripe.com/c/pay/${id}`,
    });
    expect(stripe.books.payCheckout({ session: id, card: '4242 4242 4242 4242', email: 'payer@example.com' })).toEqual({
      outcome: 'complete',
      redirectTo: `https://house.test/ok?session=${id}`,
    });
    const session = stripe.get(`/v1/checkout/sessions/${id}`, {
      expand: ['payment_intent.latest_charge.balance_transaction'],
    });
    // https://stripe.com/pricing: 2.9 % of 50.00 + 0.30 = 1.75
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: {
        status: 'succeeded',
        metadata: { deposit: 'd1' },
        latest_charge: { paid: true, balance_transaction: { amount: 5_000, fee: 175, net: 4_825, status: 'pending' } },
      },
    });
    expect(usd(stripe)).toMatchObject({ available: 0n, pending: 4_825n });
    stripe.wait(2 * DAY_MS);
    expect(usd(stripe)).toMatchObject({ available: 4_825n, pending: 0n });
    expect(stripe.eventTypes()).toEqual(
      expect.arrayContaining([
        'checkout.session.completed',
        'payment_intent.succeeded',
        'charge.succeeded',
        'balance.available',
      ]),
    );
    expect(stripe.books.payCheckout({ session: id, card: '4242424242424242' })).toEqual({
      outcome: 'closed',
      status: 'complete',
    });
  });

  it('stays open after a refused card, and can be paid with another one', () => {
    const stripe = testStripe({ openingBalances: {} });
    const id = checkout(stripe);
    expect(stripe.books.payCheckout({ session: id, card: '4000000000009995' })).toMatchObject({
      outcome: 'declined',
      code: 'insufficient_funds',
    });
    expect(stripe.books.payCheckout({ session: id, card: '1234567890123' })).toMatchObject({
      outcome: 'declined',
      code: 'incorrect_number',
    });
    expect(usd(stripe)).toBeUndefined();
    expect(stripe.books.payCheckout({ session: id, card: '4242424242424242' }).outcome).toBe('complete');
    expect(rowsOf(stripe.get('/v1/payment_intents'))).toHaveLength(1);
    expect(rowsOf(stripe.get('/v1/charges')).map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });

  it('W21 tells of a bank debit only days later, for better or for worse', () => {
    for (const [account, payment_status, news] of [
      ['000123456789', 'paid', 'checkout.session.async_payment_succeeded'],
      ['000222222227', 'unpaid', 'checkout.session.async_payment_failed'],
    ] as const) {
      const stripe = testStripe({ openingBalances: {} });
      const id = checkout(stripe);
      expect(stripe.books.payCheckout({ session: id, card: account }).outcome).toBe('complete');
      expect(stripe.get(`/v1/checkout/sessions/${id}`, { expand: ['payment_intent'] })).toMatchObject({
        payment_status: 'unpaid',
        payment_intent: { status: 'processing' },
      });
      stripe.wait(4 * DAY_MS);
      expect(stripe.get(`/v1/checkout/sessions/${id}`)).toMatchObject({ status: 'complete', payment_status });
      expect(stripe.eventTypes()).toContain(news);
      expect(usd(stripe)?.pending ?? 0n).toBe(payment_status === 'paid' ? 4_825n : 0n);
    }
  });

  it('is refused before anything is made: no lines, two currencies, nothing that recurs', () => {
    const stripe = testStripe();
    const yen = { price_data: { currency: 'jpy', unit_amount: 5_000, product_data: { name: 'Yen' } } };
    for (const changes of [
      { line_items: [] },
      { line_items: [{ ...LINE, quantity: -1 }] },
      { line_items: [{ ...LINE, quantity: 1_000_000 }] },
      { line_items: [LINE, yen] },
      { mode: 'subscription', payment_intent_data: undefined },
      { line_items: [{ quantity: 1 }] },
    ])
      expect(stripe.reply('/v1/checkout/sessions', { ...CHECKOUT, ...changes }).status).toBe(400);
    expect(rowsOf(stripe.get('/v1/products'))).toEqual([]);
    expect(stripe.eventTypes()).toEqual([]);
  });

  it('expires by itself after a day, and on demand', () => {
    const stripe = testStripe();
    const [left, ended] = [checkout(stripe), checkout(stripe)];
    expect(stripe.post(`/v1/checkout/sessions/${ended}/expire`, {})).toMatchObject({ status: 'expired', url: null });
    stripe.wait(DAY_MS);
    expect(stripe.get(`/v1/checkout/sessions/${left}`)).toMatchObject({ status: 'expired' });
    expect(stripe.books.payCheckout({ session: left, card: '4242424242424242' })).toEqual({
      outcome: 'closed',
      status: 'expired',
    });
    expect(stripe.eventTypes().filter((type) => type === 'checkout.session.expired')).toHaveLength(2);
  });
});

describe('refunds', () => {
  const paid = (stripe: TestStripe, method = 'pm_card_bypassPending'): string =>
    String(
      stripe.post('/v1/payment_intents', { amount: 2_000, currency: 'usd', payment_method: method, confirm: true })[
        'latest_charge'
      ],
    );

  it('give back in parts up to the whole, without the fee', () => {
    const stripe = testStripe({ openingBalances: {} });
    const charge = paid(stripe);
    expect(usd(stripe)?.available).toBe(2_000n - 88n);
    stripe.post('/v1/refunds', { charge, amount: 500 });
    expect(stripe.post('/v1/refunds', { charge })).toMatchObject({ amount: 1_500, status: 'succeeded' });
    expect(stripe.get(`/v1/charges/${charge}`)).toMatchObject({ refunded: true, amount_refunded: 2_000 });
    expect(errorOf(stripe.reply('/v1/refunds', { charge, amount: 1 }))).toMatchObject({
      code: 'charge_already_refunded',
    });
    expect(usd(stripe)?.available).toBe(-88n);
  });

  it('come out of pending money while the charge is pending', () => {
    const stripe = testStripe({ openingBalances: {} });
    stripe.post('/v1/refunds', { charge: paid(stripe, 'pm_card_visa'), amount: 500 });
    expect(usd(stripe)).toMatchObject({ available: 0n, pending: 1_412n });
    stripe.wait(2 * DAY_MS);
    expect(usd(stripe)).toMatchObject({ available: 1_412n, pending: 0n });
  });

  it('may fail after they succeeded: the money is back on the balance', () => {
    const stripe = testStripe({ openingBalances: {}, feeBps: 0, feeFixed: 0 });
    const { id } = stripe.post('/v1/refunds', { charge: paid(stripe, 'pm_card_refundFail') });
    stripe.wait(HOUR_MS);
    expect(stripe.get(`/v1/refunds/${String(id)}`)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    });
    stripe.wait(2 * DAY_MS);
    expect(usd(stripe)?.available).toBe(2_000n);
  });

  it('of people at the dashboard have an event without a request', () => {
    const stripe = testStripe();
    const charge = paid(stripe);
    stripe.books.takeEvents();
    stripe.books.decide({ kind: 'dashboard-refund', charge, amount: 700n });
    const [refund] = stripe.books.takeEvents();
    expect(refund).toMatchObject({ type: 'refund.created', request: { id: null }, data: { object: { amount: 700 } } });
  });
});

describe('disputes', () => {
  const disputed = (settings = {}) => {
    const stripe = testStripe({ openingBalances: {}, feeBps: 0, feeFixed: 0, ...settings });
    stripe.post('/v1/payment_intents', {
      amount: 2_000,
      currency: 'usd',
      payment_method: 'pm_card_createDispute',
      confirm: true,
    });
    stripe.wait(2 * DAY_MS);
    const [dispute] = rowsOf(stripe.get('/v1/disputes'));
    return { stripe, id: String(dispute?.['id']) };
  };

  it('W21 take the charge and 15.00 at once; lost, nothing comes back', () => {
    const { stripe, id } = disputed();
    expect(usd(stripe)?.available).toBe(-1_500n);
    expect(stripe.get(`/v1/disputes/${id}`)).toMatchObject({
      status: 'needs_response',
      amount: 2_000,
      reason: 'fraudulent',
      balance_transactions: [{ net: -3_500, fee: 1_500 }],
    });
    stripe.books.decide({ kind: 'settle-dispute', dispute: id, outcome: 'lost' });
    expect(usd(stripe)?.available).toBe(-1_500n);
    expect(stripe.eventTypes()).toEqual(
      expect.arrayContaining(['charge.dispute.created', 'charge.dispute.funds_withdrawn', 'charge.dispute.closed']),
    );
    expect(() => stripe.books.decide({ kind: 'settle-dispute', dispute: id, outcome: 'won' })).toThrow(
      /already closed/,
    );
  });

  it('won, bring the charge back and keep the fee', () => {
    const { stripe, id } = disputed();
    stripe.books.decide({ kind: 'settle-dispute', dispute: id, outcome: 'won' });
    expect(usd(stripe)?.available).toBe(500n);
    expect(stripe.eventTypes()).toContain('charge.dispute.funds_reinstated');
  });

  it('stand in the way of a refund', () => {
    const { stripe } = disputed();
    const [charge] = rowsOf(stripe.get('/v1/charges'));
    expect(errorOf(stripe.reply('/v1/refunds', { charge: charge?.['id'] }))).toMatchObject({ code: 'charge_disputed' });
  });
});

describe('amounts', () => {
  it.each([
    ['0', 'usd'],
    ['-5', 'usd'],
    ['1.5', 'usd'],
    ['1e3', 'usd'],
    ['100000000', 'usd'],
    ['1000000000000000', 'usd'],
    ['abc', 'usd'],
    ['1001', 'kwd'],
    ['100', 'xxx'],
  ])('W22 refuses %s %s and does nothing', (amount, currency) => {
    const stripe = testStripe();
    expect(stripe.reply('/v1/payouts', { amount, currency }).status).toBe(400);
    expect(stripe.books.truth().payouts).toEqual([]);
  });

  it('W22 takes yen as whole yen', () => {
    const stripe = testStripe({ openingBalances: { jpy: 500n } });
    expect(stripe.post('/v1/payouts', { amount: '500', currency: 'jpy' })).toMatchObject({
      amount: 500,
      currency: 'jpy',
    });
  });
});
