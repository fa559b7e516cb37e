import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY_MS, done, testBench, type TestBench } from './testing-emulator.ts';

let bench: TestBench;
let made = 0;
beforeAll(async () => {
  bench = await testBench();
});
afterAll(() => bench.stop());

async function checkout(cents = 5_000n) {
  made += 1;
  const wish = {
    ...{ key: `dep:${made}`, depositId: `d${made}`, userId: 'u1', cents, currency: 'USD', title: 'Deposit' },
    ...{
      email: 'ada@example.com',
      locale: 'es' as const,
      successUrl: 'https://house.test/ok?s={CHECKOUT_SESSION_ID}',
      cancelUrl: 'https://house.test/no',
    },
  } as const;
  return { wish, page: done(await bench.processor.createCheckout(wish)) };
}

const CARD = { email: 'ada@example.com', name: 'Ada', number: '4242 4242 4242 4242', expiry: '12/40', cvc: '123' };
const fill = (url: string, fields: object = {}) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ ...CARD, ...fields }), redirect: 'manual' });

describe('a deposit at the hosted page', () => {
  it('W21 is paid by a form without scripts, and the fetched payment tells deposit, fee and charge', async () => {
    const { page, wish } = await checkout();
    expect(page).toMatchObject({ status: 'open', depositId: wish.depositId, paymentId: null });
    const shown = await fetch(page.url!);
    const markup = await shown.text();
    expect(shown.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*form-action 'self' https:\/\/house\.test/,
    );
    expect(markup).toContain('<html lang="es">');
    expect(markup).toContain('<dt>Deposit</dt>');
    expect(markup).toContain('Emulación: no interviene ningún banco');
    expect(markup).toMatch(/50,00\s*US\$/);
    expect(markup).toContain('href="https://house.test/no"');
    expect(markup).not.toContain('<script');
    const paid = await fill(page.url!);
    expect([paid.status, paid.headers.get('location')]).toEqual([303, `https://house.test/ok?s=${page.id}`]);
    const { paymentId, status } = done(await bench.processor.getCheckout(page.id));
    expect(status).toBe('complete');
    const payment = done(await bench.processor.getPayment(paymentId!));
    expect(payment).toMatchObject({
      status: 'succeeded',
      cents: 5_000n,
      currency: 'USD',
      depositId: wish.depositId,
      invoiceId: null,
      charge: { feeCents: 175n, refunds: [], dispute: null },
    });
    expect(done(await bench.processor.getPaymentOfCharge(payment.charge!.id))).toEqual(payment);
    expect(done(await bench.processor.listPayments(0))).toContainEqual(payment);
    expect(done(await bench.processor.listCheckouts(0)).map(({ id }) => id)).toContain(page.id);
    expect((await fill(page.url!)).status).toBe(410);
    expect((await fetch(page.url!)).status).toBe(410);
  });

  it('says what is wrong with each field, and keeps what was right', async () => {
    const { page } = await checkout();
    const reply = await fill(page.url!, {
      number: '4242 4242 4242 4241',
      expiry: '01/20',
      cvc: 'x',
      email: 'nobody',
      name: '<b>"Ada"</b>',
    });
    const markup = await reply.text();
    expect(reply.status).toBe(422);
    for (const fault of [
      'Escriba un número de tarjeta válido.',
      'Escriba una fecha futura',
      'código de seguridad.',
      'Escriba un correo',
    ])
      expect(markup).toContain(fault);
    expect(markup).toMatch(/aria-invalid="true"\s+aria-describedby="number-hint number-fault"/);
    expect(markup).toContain('role="alert"');
    expect(markup).toContain('value="&lt;b&gt;&quot;Ada&quot;&lt;/b&gt;"');
    expect(done(await bench.processor.getCheckout(page.id)).paymentId).toBeNull();
  });

  it('tells of a declined card, takes another one, and shows no number that is not a test card', async () => {
    const { page } = await checkout();
    const declined = await fill(page.url!, { number: '4000000000009995' });
    expect([declined.status, await declined.text()]).toEqual([
      422,
      expect.stringContaining('La tarjeta fue rechazada: no tiene fondos suficientes.'),
    ]);
    const { paymentId } = done(await bench.processor.getCheckout(page.id));
    expect(done(await bench.processor.getPayment(paymentId!))).toMatchObject({ status: 'failed', charge: null });
    const real = await (await fill(page.url!, { number: '4539 1488 0343 6467' })).text();
    expect(real).toContain('No es una tarjeta de prueba');
    expect(real).not.toContain('4539');
    expect((await fill(page.url!)).status).toBe(303);
    expect(done(await bench.processor.getPayment(paymentId!))).toMatchObject({ status: 'succeeded' });
  });

  it('W21 refund and dispute show at the payment', async () => {
    const { page } = await checkout(3_000n);
    await fill(page.url!, { number: '4000000000000077' });
    const { paymentId } = done(await bench.processor.getCheckout(page.id));
    const chargeId = done(await bench.processor.getPayment(paymentId!)).charge!.id;
    const refund = done(await bench.processor.refund({ key: 're:1', chargeId, cents: 1_000n, currency: 'USD' }));
    expect(done(await bench.processor.refund({ key: 're:1', chargeId, cents: 1_000n, currency: 'USD' }))).toEqual(
      refund,
    );
    await bench.admin('POST', '/decide', { kind: 'fail-refund', refund: refund.id });
    await bench.admin('POST', '/decide', { kind: 'dispute', charge: chargeId });
    expect(done(await bench.processor.getPayment(paymentId!)).charge).toMatchObject({
      refunds: [{ id: refund.id, cents: 1_000n, failed: true }],
      dispute: { stage: 'open', cents: 3_000n, feeCents: 1_500n },
    });
    expect(done(await bench.processor.listCharges(0)).find(({ id }) => id === chargeId)).toMatchObject({
      disputed: true,
    });
    const movements = done(await bench.processor.listBalanceTransactions(0));
    const { platform } = bench.stripe.books.truth();
    const usd = movements
      .filter(({ currency }) => currency === 'USD')
      .reduce((sum, { netCents }) => sum + netCents, 0n);
    expect(usd).toBe(platform['usd']!.available + platform['usd']!.pending);
  });

  it('W21 a bank debit is settled days later', async () => {
    const { page } = await checkout();
    await bench.admin('POST', `/checkout/${page.id}/pay`, { card: '000111111113' });
    const { paymentId } = done(await bench.processor.getCheckout(page.id));
    expect(done(await bench.processor.getPayment(paymentId!))).toMatchObject({ status: 'processing', charge: null });
    await bench.jump(4 * DAY_MS);
    expect(done(await bench.processor.getPayment(paymentId!))).toMatchObject({ status: 'failed', charge: null });
  });

  it('has no page for a session that does not exist', async () => {
    expect((await fetch(`${bench.url}/c/pay/cs_none`)).status).toBe(404);
    expect((await fetch(`${bench.url}/setup/e/acct_1/none`)).status).toBe(410);
  });
});

describe('bank details', () => {
  it('are entered once by a link, and only the last digits are kept', async () => {
    const { id } = done(
      await bench.processor.createConnectedAccount({ key: 'a', userId: 'u', email: 'u@example.com', country: 'US' }),
    );
    expect(done(await bench.processor.getAccount(id))).toMatchObject({
      userId: 'u',
      isPayoutsEnabled: false,
      isTransfersEnabled: false,
      bank: null,
    });
    const { url } = done(
      await bench.processor.accountLink({
        key: 'l',
        account: id,
        returnUrl: 'https://house.test/back',
        refreshUrl: 'https://house.test/r',
      }),
    );
    const page = await fetch(url, { headers: { 'accept-language': 'es-ES,es' } });
    expect(await page.text()).toContain('Cuenta bancaria para sus cobros');
    const send = (fields: object) =>
      fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ holder: 'Ada', routing: '110000000', account: '000123456789', ...fields }),
        redirect: 'manual',
      });
    const wrong = await send({ routing: '12' });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('9 digits')]);
    const saved = await send({});
    expect([saved.status, saved.headers.get('location')]).toEqual([303, 'https://house.test/back']);
    expect((await send({})).status).toBe(410);
    expect(done(await bench.processor.getAccount(id))).toMatchObject({
      isPayoutsEnabled: true,
      isTransfersEnabled: true,
      bank: { last4: '6789' },
    });
  });
});

describe('a plan', () => {
  it('is made known once, subscribed at the hosted page, billed, and given up', async () => {
    const wish = {
      key: 'plan:pro',
      title: 'Pro',
      plan: 'pro',
      cents: 2_900n,
      currency: 'USD',
      interval: 'month',
    } as const;
    const price = done(await bench.processor.createPlan(wish));
    expect(done(await bench.processor.createPlan(wish))).toEqual(price);
    expect(done(await bench.processor.listPlans())).toEqual([
      { priceId: price.priceId, plan: 'pro', cents: 2_900n, currency: 'USD', interval: 'month' },
    ]);
    const page = done(
      await bench.processor.subscribe({
        ...{ key: 'sub:1', userId: 'u9', email: 'u9@example.com', plan: 'pro', priceId: price.priceId },
        ...{ locale: 'en', successUrl: 'https://house.test/ok', cancelUrl: 'https://house.test/no' },
      }),
    );
    expect(await (await fetch(page.url!)).text()).toMatch(/Subscribe\s+\$29\.00/);
    expect((await fill(page.url!)).status).toBe(303);
    const [subscription] = done(await bench.processor.listSubscriptions(0));
    expect(subscription).toMatchObject({ userId: 'u9', plan: 'pro', status: 'active' });
    expect(done(await bench.processor.getSubscription(subscription!.id))).toEqual(subscription);
    const [invoice] = done(await bench.processor.listInvoices(0));
    expect(invoice).toMatchObject({ userId: 'u9', status: 'paid', paidCents: 2_900n, charge: { feeCents: 114n } });
    expect(done(await bench.processor.getInvoice(invoice!.id))).toEqual(invoice);
    expect(done(await bench.processor.getPaymentOfCharge(invoice!.charge!.id))).toMatchObject({
      depositId: null,
      invoiceId: invoice!.id,
    });
    expect(done(await bench.processor.cancelSubscription({ key: 'c', id: subscription!.id })).status).toBe('active');
    await bench.jump(32 * DAY_MS);
    expect(done(await bench.processor.getSubscription(subscription!.id)).status).toBe('canceled');
  });
});
