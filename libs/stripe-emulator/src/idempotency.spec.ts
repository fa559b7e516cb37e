import { describe, expect, it } from '@jest/globals';
import { bankedAccount, DAY_MS, errorOf, HOUR_MS, testStripe } from './test-stripe.ts';

const CARD = { amount: 1_000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true };

describe('idempotency keys', () => {
  it('W5 gives the same payout for the same key, however often and in whatever order of fields', () => {
    const stripe = testStripe();
    const first = stripe.reply(
      '/v1/payouts',
      { amount: 100, currency: 'usd', metadata: { a: '1', b: '2' } },
      { idempotencyKey: 'wd:1' },
    );
    const again = stripe.reply(
      '/v1/payouts',
      { metadata: { b: '2', a: '1' }, currency: 'usd', amount: '100' },
      { idempotencyKey: 'wd:1' },
    );
    expect(again.body).toEqual(first.body);
    expect(again.headers['Idempotent-Replayed']).toBe('true');
    expect(again.headers['original-request']).toBe(first.headers['request-id']);
    expect(first.headers['Idempotent-Replayed']).toBeUndefined();
    expect(stripe.books.truth().payouts).toHaveLength(1);
  });

  it('refuses a key with other parameters or on another path', () => {
    const stripe = testStripe();
    stripe.post('/v1/payouts', { amount: 100, currency: 'usd' }, { idempotencyKey: 'k' });
    for (const [path, params] of [
      ['/v1/payouts', { amount: 101, currency: 'usd' }],
      ['/v1/customers', {}],
    ] as const) {
      const reply = stripe.reply(path, params, { idempotencyKey: 'k' });
      expect([reply.status, errorOf(reply)['type']]).toEqual([400, 'idempotency_error']);
    }
  });

  it('forgets a key after 24 hours and not before', () => {
    const stripe = testStripe();
    const pay = () => stripe.post('/v1/payouts', { amount: 100, currency: 'usd' }, { idempotencyKey: 'k' })['id'];
    const first = pay();
    stripe.wait(DAY_MS - 1);
    expect(pay()).toBe(first);
    stripe.wait(1);
    expect(pay()).not.toBe(first);
  });

  it('keeps keys apart by account', () => {
    const stripe = testStripe();
    const [one, two] = [bankedAccount(stripe), bankedAccount(stripe)];
    for (const destination of [one, two]) stripe.post('/v1/transfers', { amount: 100, currency: 'usd', destination });
    const ids = [one, two].map(
      (account) => stripe.post('/v1/payouts', { amount: 100, currency: 'usd' }, { account, idempotencyKey: 'k' })['id'],
    );
    expect(new Set(ids).size).toBe(2);
  });

  it.each(['stored-500-executed', 'stored-500-not-executed'] as const)(
    'W7 replays a %s until the key is forgotten',
    (fault) => {
      const stripe = testStripe();
      stripe.books.decide({ kind: 'fault', fault, path: '/v1/payouts' });
      const pay = () => stripe.reply('/v1/payouts', { amount: 100, currency: 'usd' }, { idempotencyKey: 'k' });
      expect([pay(), pay()].map(({ status }) => status)).toEqual([500, 500]);
      stripe.wait(23 * HOUR_MS);
      expect(pay().status).toBe(500);
      expect(stripe.books.truth().payouts).toHaveLength(fault === 'stored-500-executed' ? 1 : 0);
      stripe.wait(HOUR_MS);
      expect(pay().status).toBe(200);
    },
  );

  it('W8 does not keep what never began: a key in use, a lock, a rate limit, wrong parameters, a wrong key of the API', () => {
    const stripe = testStripe({ apiKeys: ['sk_test_right'] });
    const ask = (params: Record<string, unknown>, apiKey = 'sk_test_right') =>
      stripe.books.request({ method: 'POST', path: '/v1/payouts', params, idempotencyKey: 'k', apiKey }).status;
    for (const [fault, status] of [
      ['key-in-use', 409],
      ['lock-timeout', 429],
      ['rate-limit', 429],
    ] as const) {
      stripe.books.decide({ kind: 'fault', fault, path: '/v1/payouts' });
      expect(ask({ amount: 100, currency: 'usd' })).toBe(status);
    }
    expect(ask({ amount: 100, currency: 'usd' }, 'sk_test_wrong')).toBe(401);
    expect(ask({ amount: 100 })).toBe(400);
    expect(ask({ amount: 100, currency: 'usd', amuont: 2 })).toBe(400);
    expect(stripe.books.truth().payouts).toHaveLength(0);
    expect(ask({ amount: 100, currency: 'usd' })).toBe(200);
  });

  it('keeps a refusal of something that had begun: the same key meets the same refusal even when it could go well', () => {
    const stripe = testStripe({ openingBalances: {} });
    const ask = (idempotencyKey: string) =>
      stripe.reply('/v1/payouts', { amount: 100, currency: 'usd' }, { idempotencyKey });
    expect(errorOf(ask('k'))['code']).toBe('balance_insufficient');
    stripe.books.decide({ kind: 'top-up', amount: 100n, currency: 'usd' });
    expect(errorOf(ask('k'))['code']).toBe('balance_insufficient');
    expect(ask('another').status).toBe(200);
  });

  it('keeps a card that was declined', () => {
    const stripe = testStripe();
    const pay = () =>
      stripe.reply(
        '/v1/payment_intents',
        { ...CARD, payment_method: 'pm_card_visa_chargeDeclined' },
        { idempotencyKey: 'k' },
      );
    expect([pay().status, pay().status]).toEqual([402, 402]);
    expect(stripe.books.truth().charges).toHaveLength(1);
  });

  it('refuses a key of more than 255 characters', () => {
    expect(testStripe().reply('/v1/customers', {}, { idempotencyKey: 'k'.repeat(256) }).status).toBe(400);
  });
});
