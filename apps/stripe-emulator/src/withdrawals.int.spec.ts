import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectedAccountId } from '@orbiquant/payments';
import { stripeProcessor } from '@orbiquant/payments-stripe';
import { DAY_MS, done, HOUR_MS, investor, testBench, type TestBench } from './testing-emulator.ts';

let bench: TestBench;
let account: ConnectedAccountId;
let attempts = 0;

beforeAll(async () => {
  bench = await testBench();
  account = await investor(bench);
});
afterAll(() => bench.stop());

const sending = (cents: bigint) => {
  attempts += 1;
  return { key: `wd:${attempts}`, tag: { sagaId: `w${attempts}`, attemptNo: 1 }, cents, currency: 'USD' };
};
const fund = async (cents: bigint) =>
  done(await bench.processor.createTransfer({ ...sending(cents), destination: account }));
const fault = (order: object) => bench.admin('POST', '/faults', { count: 1, ...order });

describe('a withdrawal over the official SDK', () => {
  it('goes by transfer to the connected account and by payout to the bank, and is found again by its tag', async () => {
    const wish = sending(2_500n);
    const transfer = done(await bench.processor.createTransfer({ ...wish, destination: account }));
    expect(transfer).toMatchObject({
      object: 'transfer',
      cents: 2_500n,
      currency: 'USD',
      destination: account,
      reversedCents: 0n,
      tag: wish.tag,
    });
    const payout = done(await bench.processor.createPayout({ ...wish, key: `${wish.key}:po`, account }));
    expect(payout).toMatchObject({
      object: 'payout',
      account,
      cents: 2_500n,
      status: 'pending',
      failureCode: null,
      tag: wish.tag,
    });
    expect(
      done(await bench.processor.findTransfersByMetadata({ sagaId: wish.tag.sagaId, destination: account })),
    ).toEqual([transfer]);
    expect(done(await bench.processor.findPayoutsByMetadata({ sagaId: wish.tag.sagaId, account }))).toEqual([payout]);
    expect(done(await bench.processor.findPayoutsByMetadata({ sagaId: 'nobody', account }))).toEqual([]);
    await bench.jump(HOUR_MS);
    expect(done(await bench.processor.getPayout({ id: payout.id, account })).status).toBe('in_transit');
    await bench.jump(2 * DAY_MS);
    expect(done(await bench.processor.listPayouts({ account, sinceMs: 0 }))[0]).toMatchObject({
      id: payout.id,
      status: 'paid',
    });
    expect(done(await bench.processor.getTransfer(transfer.id))).toEqual(transfer);
    expect(done(await bench.processor.listTransfers(0))).toContainEqual(transfer);
  });

  it('W5 meets a hanging reply with UNKNOWN within its deadline, and the same key brings the same payout', async () => {
    const hasty = stripeProcessor({ secretKey: 'sk_test_tests', timeoutMs: 150, baseUrl: bench.url });
    await fund(700n);
    const wish = { ...sending(700n), account };
    await fault({ kind: 'accept-then-hang', match: 'POST /v1/payouts' });
    const startedMs = performance.now();
    expect(await hasty.createPayout(wish)).toMatchObject({ kind: 'unknown' });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    const payout = done(await bench.processor.createPayout(wish));
    expect(done(await bench.processor.findPayoutsByMetadata({ sagaId: wish.tag.sagaId, account }))).toEqual([payout]);
  });

  it.each([
    ['a request that is dropped', { kind: 'drop-request' }, 0],
    ['a reply that is cut off', { kind: 'drop-reply' }, 1],
    ['a 500 that is no answer of Stripe', { kind: 'bare-500', executed: true }, 1],
    ['a 404 without an error, which the SDK takes for success', { kind: 'bare-404' }, 0],
    ['the same after the deed', { kind: 'bare-404', executed: true }, 1],
  ])('W5 takes %s for UNKNOWN, without sending twice', async (_what, order, made) => {
    await fund(300n);
    const wish = { ...sending(300n), account };
    await fault({ match: 'POST /v1/payouts', ...order });
    expect(await bench.processor.createPayout(wish)).toMatchObject({ kind: 'unknown' });
    expect(done(await bench.processor.findPayoutsByMetadata({ sagaId: wish.tag.sagaId, account }))).toHaveLength(made);
    done(await bench.processor.createPayout(wish));
    expect(done(await bench.processor.findPayoutsByMetadata({ sagaId: wish.tag.sagaId, account }))).toHaveLength(1);
  });

  it('W6 W7 meets a stored 500 with UNKNOWN for 24 hours; after that the same key would pay again', async () => {
    await fund(800n);
    const wish = { ...sending(400n), account };
    await bench.admin('POST', '/decide', { kind: 'fault', fault: 'stored-500-executed', path: '/v1/payouts' });
    expect(await bench.processor.createPayout(wish)).toMatchObject({ kind: 'unknown' });
    await bench.jump(23 * HOUR_MS);
    expect(await bench.processor.createPayout(wish)).toMatchObject({ kind: 'unknown' });
    expect(done(await bench.processor.findPayoutsByMetadata({ sagaId: wish.tag.sagaId, account }))).toHaveLength(1);
    await bench.jump(HOUR_MS);
    done(await bench.processor.createPayout(wish));
    expect(done(await bench.processor.findPayoutsByMetadata({ sagaId: wish.tag.sagaId, account }))).toHaveLength(2);
  });

  it.each(['key-in-use', 'lock-timeout', 'rate-limit'])(
    'W8 takes %s for UNKNOWN: the same key goes through later',
    async (name) => {
      await fund(100n);
      const wish = { ...sending(100n), account };
      await bench.admin('POST', '/decide', { kind: 'fault', fault: name, path: '/v1/payouts' });
      expect(await bench.processor.createPayout(wish)).toMatchObject({ kind: 'unknown' });
      expect(done(await bench.processor.createPayout(wish))).toMatchObject({ cents: 100n });
    },
  );

  it('W8 answers 409 to a key whose first request is still under way', async () => {
    await fund(100n);
    const wish = { ...sending(100n), account };
    await fault({ kind: 'latency', match: 'POST /v1/payouts', delayMs: 200 });
    const first = bench.processor.createPayout(wish);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await bench.processor.createPayout(wish)).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('idempotency_key_in_use'),
    });
    done(await first);
  });

  it('a key used with another amount is UNKNOWN: something may have happened under it', async () => {
    await fund(200n);
    const wish = { ...sending(100n), account };
    done(await bench.processor.createPayout(wish));
    expect(await bench.processor.createPayout({ ...wish, cents: 101n })).toMatchObject({ kind: 'unknown' });
  });

  it('W9 hears a definite no: too little money, no such account, a closed one', async () => {
    const other = await investor(bench, 'closed');
    expect(await bench.processor.createTransfer({ ...sending(99_999_999n), destination: account })).toMatchObject({
      kind: 'rejected',
      code: 'balance_insufficient',
    });
    await bench.admin('POST', '/decide', { kind: 'close-account', account: other });
    expect(await bench.processor.createTransfer({ ...sending(100n), destination: other })).toMatchObject({
      kind: 'rejected',
      code: 'account_closed',
      param: 'destination',
    });
    expect(await bench.processor.getPayout({ id: 'po_none', account })).toMatchObject({
      kind: 'rejected',
      code: 'resource_missing',
    });
  });

  it('a wrong secret key is UNKNOWN: nobody is told that a withdrawal failed because of it', async () => {
    const stranger = stripeProcessor({ secretKey: 'sk_test_wrong', timeoutMs: 1_000, baseUrl: bench.url });
    expect(await stranger.createTransfer({ ...sending(100n), destination: account })).toMatchObject({
      kind: 'unknown',
    });
  });

  it('W12 W18 sees a paid payout come back, and takes the transfer back', async () => {
    const transfer = await fund(1_200n);
    await bench.admin('POST', '/decide', {
      kind: 'next-payout',
      account,
      fate: { outcome: 'returned', code: 'account_closed', afterMs: DAY_MS },
    });
    const { id } = done(await bench.processor.createPayout({ ...sending(1_200n), account }));
    await bench.jump(2 * DAY_MS);
    expect(done(await bench.processor.getPayout({ id, account })).status).toBe('paid');
    await bench.jump(DAY_MS);
    expect(done(await bench.processor.getPayout({ id, account }))).toMatchObject({
      status: 'failed',
      failureCode: 'account_closed',
    });
    const taking = { ...sending(1_200n), transferId: transfer.id };
    const reversal = done(await bench.processor.reverseTransfer(taking));
    expect(reversal).toMatchObject({ object: 'reversal', cents: 1_200n, transferId: transfer.id, tag: taking.tag });
    expect(done(await bench.processor.findReversals(transfer.id))).toEqual([reversal]);
    expect(done(await bench.processor.getTransfer(transfer.id)).reversedCents).toBe(1_200n);
    expect(done(await bench.processor.getAccount(account))).toMatchObject({ bank: null, isPayoutsEnabled: false });
  });

  it('W17 cannot be paid to our own bank: without a connected account it does not compile, nor run', async () => {
    const { platform } = bench.stripe.books.truth();
    // @ts-expect-error an account is missing
    await expect(bench.processor.createPayout({ ...sending(100n) })).rejects.toThrow(/not an account/);
    // @ts-expect-error text is not an account
    await expect(bench.processor.createPayout({ ...sending(100n), account: 'our own' })).rejects.toThrow(
      /not an account/,
    );
    expect(bench.stripe.books.truth().platform).toEqual(platform);
  });

  it('W22 refuses amounts that Stripe does not take before anything is sent', async () => {
    for (const [cents, currency] of [
      [0n, 'USD'],
      [-5n, 'USD'],
      [100_000_000n, 'USD'],
      [10n ** 15n, 'USD'],
      [1_001n, 'KWD'],
      [150n, 'ISK'],
      [100n, 'XXX'],
      [100n, 'usd'],
    ] as const) {
      await expect(bench.processor.createPayout({ ...sending(cents), currency, account })).rejects.toMatchObject({
        code: 'invalid-input',
      });
    }
  });

  it('carries out the calls of sagas', async () => {
    const tag = { sagaId: 'saga', attemptNo: 2 };
    const made = await bench.processor.perform({
      op: 'create-transfer',
      key: 'saga:1',
      tag,
      cents: 150n,
      currency: 'USD',
      destination: account,
    });
    expect(made).toMatchObject({ kind: 'done', objects: [{ object: 'transfer', cents: 150n, tag }] });
    expect(await bench.processor.perform({ op: 'find-transfers', sagaId: 'saga', destination: account })).toEqual(made);
    expect(await bench.processor.perform({ op: 'get-transfer', id: 'tr_none' })).toEqual({
      kind: 'rejected',
      code: 'resource_missing',
    });
    const movements = await bench.processor.perform({ op: 'list', what: 'balance-transactions', sinceMs: 0 });
    expect(movements.kind === 'done' && movements.objects.length).toBeGreaterThan(10);
  });
});
