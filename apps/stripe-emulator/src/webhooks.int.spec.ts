import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyWebhook, type WebhookVerdict } from '@orbiquant/payments-stripe';
import { until } from '@orbiquant/testing';
import Stripe from 'stripe';
import { DAY_MS, testBench, webhookReceiver, type Receiver, type TestBench } from './testing-emulator.ts';

const SECRETS = ['whsec_old', 'whsec_new'];
let bench: TestBench;
let receiver: Receiver;
beforeEach(async () => {
  receiver = await webhookReceiver();
  bench = await testBench({ webhook: { url: receiver.url, secrets: SECRETS } });
});
afterEach(async () => {
  await bench.stop();
  await receiver.stop();
});

const read = ({ body, signature }: Receiver['deliveries'][number], secrets = ['whsec_new']): WebhookVerdict =>
  verifyWebhook(
    { rawBody: body, signature },
    { secrets, nowMs: Date.now(), toleranceSec: 300, isLive: false, isOurs: () => true },
  );
const types = () =>
  receiver.deliveries.map((delivery) => {
    const verdict = read(delivery);
    return verdict.ok ? verdict.event.type : verdict.refusal;
  });
const customer = (email: string) =>
  bench.stripe.request({ method: 'POST', path: '/v1/customers', params: { email }, apiKey: 'sk_test_tests' });
const fault = (order: object) => bench.admin('POST', '/faults', { count: 1, ...order });
const delivered = (count: number) => until(`${count} deliveries`, () => receiver.deliveries.length >= count, 5_000);

describe('webhooks', () => {
  it('are signed under every secret in force, as the official SDK reads them', async () => {
    customer('a@example.com');
    await delivered(1);
    const [delivery] = receiver.deliveries;
    for (const secret of SECRETS) {
      expect(read(delivery!, [secret]).ok).toBe(true);
      expect(Stripe.webhooks.constructEvent(delivery!.body, delivery!.signature, secret).type).toBe('customer.created');
    }
    expect(read(delivery!, ['whsec_other'])).toEqual({ ok: false, refusal: 'wrong-signature' });
  });

  it('come again until they are taken', async () => {
    receiver.answers.push(500, 503);
    customer('a@example.com');
    await delivered(1);
    await bench.admin('POST', '/webhooks/deliver');
    expect(await bench.admin('GET', '/webhooks')).toMatchObject([{ type: 'customer.created', tries: 1 }]);
    await bench.jump(5_000);
    await bench.jump(30_000);
    expect(receiver.deliveries).toHaveLength(3);
    await bench.jump(DAY_MS);
    expect(receiver.deliveries).toHaveLength(3);
    expect(await bench.admin('GET', '/webhooks')).toEqual([]);
  });

  it('W10 W11 W13 are duplicated, swapped, delayed and lost on demand', async () => {
    await fault({ kind: 'duplicate-webhook', match: 'customer', delayMs: 0 });
    customer('twice@example.com');
    await delivered(2);
    expect(receiver.deliveries[0]!.body.equals(receiver.deliveries[1]!.body)).toBe(true);

    await fault({ kind: 'reorder-webhook', match: 'customer' });
    customer('second@example.com');
    customer('first@example.com');
    await delivered(4);
    const emails = receiver.deliveries
      .slice(2)
      .map(
        ({ body }) =>
          (JSON.parse(body.toString()) as Stripe.Event & { data: { object: { email: string } } }).data.object.email,
      );
    expect(emails).toEqual(['first@example.com', 'second@example.com']);

    await fault({ kind: 'delay-webhook', match: 'customer', delayMs: DAY_MS });
    customer('late@example.com');
    await bench.admin('POST', '/webhooks/deliver');
    expect(receiver.deliveries).toHaveLength(4);
    await bench.jump(DAY_MS);
    expect(receiver.deliveries).toHaveLength(5);

    await fault({ kind: 'drop-webhook', match: 'customer' });
    const lost = customer('lost@example.com');
    await bench.admin('POST', '/webhooks/deliver');
    await bench.jump(10 * DAY_MS);
    expect(types()).toHaveLength(5);
    const events = bench.stripe.request({ method: 'GET', path: '/v1/events', apiKey: 'sk_test_tests' }).body[
      'data'
    ] as { id: string; data: { object: object } }[];
    expect(events[0]!.data.object).toEqual(lost.body);
    await bench.admin('POST', '/webhooks/resend', { event: events[0]!.id });
    expect(receiver.deliveries).toHaveLength(6);
  });
});
