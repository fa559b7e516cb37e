import { describe, expect, it } from '@jest/globals';
import { bankedAccount, DAY_MS, errorOf, HOUR_MS, testStripe } from './test-stripe.ts';

describe('transfers and payouts', () => {
  it('moves money from the platform to a connected account, and on to its bank', () => {
    const stripe = testStripe();
    const account = bankedAccount(stripe);
    const transfer = stripe.post('/v1/transfers', {
      amount: 2_500,
      currency: 'usd',
      destination: account,
      metadata: { withdrawal: 'w1' },
    });
    expect(transfer).toMatchObject({
      object: 'transfer',
      amount: 2_500,
      destination: account,
      metadata: { withdrawal: 'w1' },
      reversed: false,
    });
    const payout = stripe.post('/v1/payouts', { amount: 2_500, currency: 'usd' }, { account });
    expect(payout).toMatchObject({ object: 'payout', status: 'pending', failure_code: null });
    expect(stripe.books.truth().accounts.get(account)).toEqual({
      usd: { available: 0n, pending: 0n, inTransit: 2_500n, paidOut: 0n },
    });
    stripe.wait(HOUR_MS);
    expect(stripe.get(`/v1/payouts/${String(payout['id'])}`, {}, account)).toMatchObject({ status: 'in_transit' });
    stripe.wait(2 * DAY_MS);
    expect(stripe.get(`/v1/payouts/${String(payout['id'])}`, {}, account)).toMatchObject({ status: 'paid' });
    expect(stripe.books.truth().accounts.get(account)).toEqual({
      usd: { available: 0n, pending: 0n, inTransit: 0n, paidOut: 2_500n },
    });
    expect(stripe.eventTypes()).toEqual(
      expect.arrayContaining([
        'transfer.created',
        'payout.created',
        'payout.updated',
        'payout.paid',
        'account.updated',
      ]),
    );
  });

  it('W12 brings a paid payout back to the balance, with its own movement and news', () => {
    const stripe = testStripe();
    const account = bankedAccount(stripe);
    stripe.post('/v1/transfers', { amount: 900, currency: 'usd', destination: account });
    stripe.books.decide({
      kind: 'next-payout',
      account,
      fate: { outcome: 'returned', code: 'account_closed', afterMs: 3 * DAY_MS },
    });
    const { id } = stripe.post('/v1/payouts', { amount: 900, currency: 'usd' }, { account });
    stripe.wait(2 * DAY_MS);
    expect(stripe.get(`/v1/payouts/${String(id)}`, {}, account)).toMatchObject({ status: 'paid' });
    stripe.wait(3 * DAY_MS);
    const failed = stripe.get(`/v1/payouts/${String(id)}`, {}, account);
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'account_closed' });
    expect(
      stripe.get(`/v1/balance_transactions/${String(failed['failure_balance_transaction'])}`, {}, account),
    ).toMatchObject({
      type: 'payout_failure',
      net: 900,
    });
    expect(stripe.books.truth().accounts.get(account)).toEqual({
      usd: { available: 900n, pending: 0n, inTransit: 0n, paidOut: 0n },
    });
    const news = stripe.books.takeEvents().filter(({ type }) => type.startsWith('payout.'));
    expect(news.map(({ type, account: whose }) => [type, whose])).toEqual(
      ['payout.created', 'payout.updated', 'payout.paid', 'payout.failed'].map((type) => [type, account]),
    );
    expect(errorOf(stripe.reply('/v1/payouts', { amount: 900, currency: 'usd' }, { account }))).toMatchObject({
      code: 'payouts_not_allowed',
    });
    stripe.post(`/v1/accounts/${account}/external_accounts`, { external_account: 'btok_us_verified' });
    expect(stripe.post('/v1/payouts', { amount: 900, currency: 'usd' }, { account })).toMatchObject({
      status: 'pending',
    });
  });

  it('W18 lets a transfer be taken back while its money is still on the connected account, and not twice', () => {
    const stripe = testStripe();
    const account = bankedAccount(stripe);
    const { id } = stripe.post('/v1/transfers', { amount: 700, currency: 'usd', destination: account });
    const path = `/v1/transfers/${String(id)}/reversals`;
    expect(stripe.post(path, { amount: 300 })).toMatchObject({
      object: 'transfer_reversal',
      amount: 300,
      transfer: id,
    });
    expect(stripe.get(`/v1/transfers/${String(id)}`)).toMatchObject({ amount_reversed: 300, reversed: false });
    stripe.post(path, {});
    expect(stripe.get(`/v1/transfers/${String(id)}`)).toMatchObject({ amount_reversed: 700, reversed: true });
    expect(stripe.reply(path, {}).status).toBe(400);
    expect(stripe.books.truth().platform['usd']?.available).toBe(1_000_000n);
    const spent = stripe.post('/v1/transfers', { amount: 700, currency: 'usd', destination: account });
    stripe.post('/v1/payouts', { amount: 700, currency: 'usd' }, { account });
    expect(errorOf(stripe.reply(`/v1/transfers/${String(spent['id'])}/reversals`, {}))).toMatchObject({
      code: 'balance_insufficient',
    });
  });

  it('W9 says definitely no: too little money, a closed account, no bank, an unknown account', () => {
    const stripe = testStripe();
    const account = bankedAccount(stripe);
    const wish = { amount: 100, currency: 'usd', destination: account };
    expect(errorOf(stripe.reply('/v1/transfers', { ...wish, amount: 99_999_999 }))).toMatchObject({
      code: 'balance_insufficient',
    });
    stripe.books.decide({ kind: 'fault', fault: 'platform-short' });
    expect(errorOf(stripe.reply('/v1/transfers', wish))).toMatchObject({ code: 'balance_insufficient' });
    expect(errorOf(stripe.reply('/v1/transfers', { ...wish, destination: 'acct_none' }))).toMatchObject({
      code: 'resource_missing',
      param: 'destination',
    });
    const bare = String(stripe.post('/v1/accounts', { type: 'express' })['id']);
    expect(errorOf(stripe.reply('/v1/transfers', { ...wish, destination: bare }))).toMatchObject({
      code: 'insufficient_capabilities_for_transfer',
    });
    expect(stripe.reply('/v1/payouts', { amount: 1, currency: 'usd' }, { account: 'acct_none' }).status).toBe(403);
    stripe.books.decide({ kind: 'close-account', account });
    expect(errorOf(stripe.reply('/v1/transfers', wish))).toMatchObject({ code: 'account_closed' });
    expect(errorOf(stripe.reply('/v1/payouts', { amount: 1, currency: 'usd' }, { account }))).toMatchObject({
      code: 'account_closed',
    });
    expect(stripe.books.truth().platform['usd']?.available).toBe(1_000_000n);
  });

  it('W17 pays the platform itself when no account is named: the API cannot tell', () => {
    const stripe = testStripe();
    expect(stripe.post('/v1/payouts', { amount: 400, currency: 'usd' })).toMatchObject({
      status: 'pending',
      destination: null,
    });
    expect(stripe.books.truth().platform['usd']).toMatchObject({ available: 999_600n, inTransit: 400n });
  });

  it('cancels a payout that has not set out', () => {
    const stripe = testStripe();
    const { id } = stripe.post('/v1/payouts', { amount: 400, currency: 'usd' });
    expect(stripe.post(`/v1/payouts/${String(id)}/cancel`, {})).toMatchObject({ status: 'canceled' });
    expect(stripe.reply(`/v1/payouts/${String(id)}/cancel`, {}).status).toBe(400);
    stripe.wait(9 * DAY_MS);
    expect(stripe.books.truth().platform['usd']).toEqual({
      available: 1_000_000n,
      pending: 0n,
      inTransit: 0n,
      paidOut: 0n,
    });
  });
});

describe('how often one looks', () => {
  it('changes nothing: ids, events and balances are the same', () => {
    const run = (looks: number): string => {
      const stripe = testStripe();
      const account = bankedAccount(stripe);
      stripe.post('/v1/transfers', { amount: 700, currency: 'usd', destination: account });
      stripe.post('/v1/payouts', { amount: 700, currency: 'usd' }, { account });
      stripe.post('/v1/payment_intents', {
        amount: 5_000,
        currency: 'usd',
        payment_method: 'pm_card_createDispute',
        confirm: true,
      });
      for (let look = 0; look < looks; look++) {
        stripe.wait((10 * DAY_MS) / looks);
        stripe.get('/v1/balance');
      }
      stripe.post('/v1/customers', { email: 'last@example.com' });
      return JSON.stringify(stripe.books.takeEvents().map((event) => ({ ...event, request: null })));
    };
    expect(run(500)).toBe(run(1));
  });

  it('never goes back in time', () => {
    const stripe = testStripe();
    const first = stripe.post('/v1/customers', {});
    stripe.wait(-5 * DAY_MS);
    expect(stripe.post('/v1/customers', {})['created']).toBe(first['created']);
  });
});
