import { describe, expect, it } from '@jest/globals';
import { endOfPeriod } from './end-of-period.ts';
import { DAY_MS, rowsOf, HOUR_MS, testStripe, type TestStripe } from './test-stripe.ts';

const MONTHLY = {
  interval: 'month',
  interval_count: 1,
  meter: null,
  trial_period_days: null,
  usage_type: 'licensed',
} as const;
const sec = (iso: string): number => Date.parse(iso) / 1000;

describe('the end of a period', () => {
  it('keeps the anchor day, or the last day of a shorter month (W: Jan 31)', () => {
    const anchor = sec('2026-01-31T12:00:00Z');
    const ends = [1, 2, 3, 13, 25].map((count) => endOfPeriod(anchor, MONTHLY, count));
    expect(ends).toEqual(
      ['2026-02-28', '2026-03-31', '2026-04-30', '2027-02-28', '2028-02-29'].map((day) => sec(`${day}T12:00:00Z`)),
    );
    expect(endOfPeriod(anchor, { ...MONTHLY, interval: 'week', interval_count: 2 }, 1)).toBe(anchor + 14 * 86_400);
    expect(endOfPeriod(sec('2028-02-29T00:00:00Z'), { ...MONTHLY, interval: 'year' }, 1)).toBe(
      sec('2029-02-28T00:00:00Z'),
    );
  });
});

function plan(stripe: TestStripe): string {
  const product = stripe.post('/v1/products', { name: 'Pro' })['id'];
  const price = stripe.post('/v1/prices', {
    product,
    currency: 'usd',
    unit_amount: 2_900,
    recurring: { interval: 'month' },
  })['id'];
  return String(
    stripe.post('/v1/checkout/sessions', {
      mode: 'subscription',
      success_url: 'https://house.test/ok',
      line_items: [{ price, quantity: 1 }],
      customer_email: 'pro@example.com',
      subscription_data: { metadata: { user: 'u1' } },
    })['id'],
  );
}

function subscribed(card = '4242424242424242') {
  const stripe = testStripe();
  const session = plan(stripe);
  const outcome = stripe.books.payCheckout({ session, card });
  const [subscription] = rowsOf(stripe.get('/v1/subscriptions'));
  return { stripe, outcome, id: String(subscription?.['id']), session };
}

describe('a subscription', () => {
  it('starts with a paid bill', () => {
    const { stripe, id, session } = subscribed();
    expect(stripe.get(`/v1/checkout/sessions/${session}`)).toMatchObject({ subscription: id, payment_status: 'paid' });
    const subscription = stripe.get(`/v1/subscriptions/${id}`, { expand: ['latest_invoice'] });
    expect(subscription).toMatchObject({
      status: 'active',
      metadata: { user: 'u1' },
      items: { data: [{ current_period_end: sec('2026-02-28T12:00:00Z') }] },
      latest_invoice: { status: 'paid', amount_paid: 2_900, billing_reason: 'subscription_create', number: 'EMU-0001' },
    });
    expect(stripe.eventTypes()).toEqual(
      expect.arrayContaining([
        'invoice.created',
        'invoice.finalized',
        'invoice.paid',
        'customer.subscription.created',
        'checkout.session.completed',
      ]),
    );
  });

  it('does not start with a refused card', () => {
    const { stripe, outcome } = subscribed('4000000000000002');
    expect(outcome).toMatchObject({ outcome: 'declined', code: 'generic_decline' });
    expect(rowsOf(stripe.get('/v1/subscriptions'))).toEqual([]);
    expect(rowsOf(stripe.get('/v1/invoices')).map(({ status }) => status)).toEqual(['void']);
  });

  it('renews by the clock: a draft for an hour, then collected', () => {
    const { stripe, id } = subscribed();
    stripe.wait(28 * DAY_MS);
    expect(rowsOf(stripe.get('/v1/invoices'))[0]).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_cycle',
    });
    stripe.wait(HOUR_MS);
    expect(rowsOf(stripe.get('/v1/invoices'))[0]).toMatchObject({ status: 'paid', amount_paid: 2_900 });
    stripe.wait(365 * DAY_MS);
    expect(rowsOf(stripe.get('/v1/invoices', { limit: 100 }))).toHaveLength(14);
    expect(stripe.get(`/v1/subscriptions/${id}`)).toMatchObject({ status: 'active' });
  });

  it('falls behind when a renewal fails, and is active again when the bill is paid', () => {
    const { stripe, id } = subscribed();
    stripe.books.decide({ kind: 'next-card', card: 'pm_card_visa_chargeDeclined' });
    stripe.wait(28 * DAY_MS + HOUR_MS);
    expect(stripe.get(`/v1/subscriptions/${id}`)).toMatchObject({ status: 'past_due' });
    expect(stripe.eventTypes()).toContain('invoice.payment_failed');
    stripe.wait(3 * DAY_MS);
    expect(stripe.get(`/v1/subscriptions/${id}`)).toMatchObject({ status: 'active' });
  });

  it('ends when every try failed: the bill is uncollectible', () => {
    const { stripe, id } = subscribed();
    for (let tries = 0; tries < 4; tries++)
      stripe.books.decide({ kind: 'next-card', card: 'pm_card_visa_chargeDeclined' });
    stripe.wait(28 * DAY_MS + HOUR_MS + 15 * DAY_MS);
    expect(stripe.get(`/v1/subscriptions/${id}`)).toMatchObject({ status: 'canceled' });
    expect(rowsOf(stripe.get('/v1/invoices'))[0]).toMatchObject({ status: 'uncollectible', attempt_count: 4 });
    stripe.wait(100 * DAY_MS);
    expect(rowsOf(stripe.get('/v1/invoices'))).toHaveLength(2);
  });

  it('ends at the end of its period when its owner so wished, or at once', () => {
    const { stripe, id } = subscribed();
    expect(stripe.post(`/v1/subscriptions/${id}`, { cancel_at_period_end: true })).toMatchObject({
      status: 'active',
      cancel_at: sec('2026-02-28T12:00:00Z'),
    });
    stripe.wait(28 * DAY_MS);
    expect(stripe.get(`/v1/subscriptions/${id}`)).toMatchObject({ status: 'canceled' });
    const other = subscribed();
    expect(other.stripe.books.request({ method: 'DELETE', path: `/v1/subscriptions/${other.id}` }).body).toMatchObject({
      status: 'canceled',
    });
    other.stripe.wait(60 * DAY_MS);
    expect(rowsOf(other.stripe.get('/v1/invoices'))).toHaveLength(1);
    expect(other.stripe.eventTypes()).toContain('customer.subscription.deleted');
  });
});
