import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stripeProcessor } from '@orbiquant/payments-stripe';
import { until } from '@orbiquant/testing';
import { DAY_MS, done, HOUR_MS, investor, testBench, webhookReceiver, type TestBench } from './testing-emulator.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stripe-emulator-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Payouts arrive while keys are still kept. */
const QUICK = { payoutPaidMs: 10 * HOUR_MS };

const bigints = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
const booksOf = (bench: TestBench): string => {
  const { platform, accounts, payouts, transfers, charges, refunds, disputes } = bench.stripe.books.truth();
  return JSON.stringify({ platform, accounts: [...accounts], payouts, transfers, charges, refunds, disputes }, bigints);
};

async function live(bench: TestBench): Promise<void> {
  const account = await investor(bench);
  const wish = { key: 'w1', tag: { sagaId: 'w1', attemptNo: 1 }, cents: 900n, currency: 'USD' };
  done(await bench.processor.createTransfer({ ...wish, destination: account }));
  await bench.admin('POST', '/decide', {
    kind: 'next-payout',
    fate: { outcome: 'returned', code: 'account_closed', afterMs: DAY_MS },
  });
  await bench.admin('POST', '/decide', { kind: 'top-up', amount: '12345', currency: 'usd' });
  done(await bench.processor.createPayout({ ...wish, key: 'w1:po', account }));
  const params = { amount: 4_000, currency: 'usd', payment_method: 'pm_card_createDispute', confirm: true };
  bench.stripe.request({ method: 'POST', path: '/v1/payment_intents', params, apiKey: 'sk_test_tests' });
  await bench.jump(20 * HOUR_MS);
}

describe('a restart', () => {
  it('I16 brings back books, fates, keys, the clock and what was not delivered, equal to the byte', async () => {
    const first = await testBench({ stateFolder: folder, settings: QUICK });
    await live(first);
    const before = booksOf(first);
    const wish = { key: 'w1', tag: { sagaId: 'w1', attemptNo: 1 }, cents: 900n, currency: 'USD' } as const;
    const account = [...first.stripe.books.truth().accounts.keys()][0]!;
    await first.stop();

    const receiver = await webhookReceiver();
    const hooks = { url: receiver.url, secrets: ['whsec_1'] };
    const second = await testBench({ stateFolder: folder, settings: QUICK, webhook: hooks });
    expect(booksOf(second)).toBe(before);
    expect(second.stripe.nowMs()).toBeGreaterThan(Date.now() + 19 * HOUR_MS);
    const again = await second.processor.perform({ op: 'create-transfer', ...wish, destination: account as never });
    expect(again.kind === 'done' && again.objects[0]).toMatchObject({ object: 'transfer', cents: 900n });
    expect(booksOf(second)).toBe(before);
    await second.jump(DAY_MS);
    expect(second.stripe.books.truth().payouts.map(({ object }) => object.status)).toEqual(['failed']);
    expect(receiver.deliveries.length).toBeGreaterThan(0);
    await second.stop();

    const third = await testBench({ stateFolder: folder, settings: QUICK, webhook: hooks });
    const delivered = receiver.deliveries.length;
    await third.admin('POST', '/webhooks/deliver');
    expect(receiver.deliveries).toHaveLength(delivered);
    await third.stop();
    await receiver.stop();
  });

  it('cuts off a last line that was never finished, and writes no secret key', async () => {
    const first = await testBench({ stateFolder: folder });
    await live(first);
    const before = booksOf(first);
    await first.stop();
    const journal = join(folder, 'journal.jsonl');
    appendFileSync(journal, '{"kind":"request","atMs":17');
    const second = await testBench({ stateFolder: folder });
    expect(booksOf(second)).toBe(before);
    await second.stop();
    expect(readFileSync(journal, 'utf8')).not.toContain('sk_test_tests');
    expect(readFileSync(journal, 'utf8')).not.toContain('000123456789');
  });

  it('goes by the settings of today from today on', async () => {
    const pay = (bench: TestBench) =>
      bench.stripe.request({
        method: 'POST',
        path: '/v1/payment_intents',
        params: {
          amount: 1_000,
          currency: 'usd',
          payment_method: 'pm_card_visa',
          confirm: true,
          expand: ['latest_charge.balance_transaction'],
        },
        apiKey: 'sk_test_tests',
      }).body;
    const fee = { latest_charge: { balance_transaction: { fee: 59 } } };
    const first = await testBench({ stateFolder: folder });
    expect(pay(first)).toMatchObject(fee);
    await first.stop();
    const second = await testBench({ stateFolder: folder, settings: { feeBps: 0, feeFixed: 0 } });
    const id = String(pay(second)['id']);
    const books = booksOf(second);
    await second.stop();
    const third = await testBench({ stateFolder: folder });
    expect(booksOf(third)).toBe(books);
    expect(third.stripe.books.truth().charges.find(({ object }) => object.payment_intent === id)?.amount).toBe(1_000n);
    expect(pay(third)).toMatchObject(fee);
    await third.stop();
  });
});

describe('kill -9', () => {
  let child: ChildProcess | undefined;
  afterEach(() => void child?.kill('SIGKILL'));

  async function run(port: number): Promise<string> {
    const settings = {
      HTTP_PORT: String(port),
      STATE_FOLDER: folder,
      LOG_LEVEL: 'fatal',
      OPENING_BALANCES: '{"usd":"100000000"}',
      STRIPE_API_KEYS: 'sk_test_tests',
    };
    child = spawn(process.execPath, [MAIN], { env: settings, stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    const isReady = (): Promise<boolean> =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until('the emulator is ready', isReady, 20_000);
    return url;
  }

  it('loses no payment that was acknowledged', async () => {
    const port = 20_000 + (process.pid % 10_000);
    const open = async () =>
      stripeProcessor({ secretKey: 'sk_test_tests', timeoutMs: 2_000, baseUrl: await run(port) });
    let processor = await open();
    const acknowledged: string[] = [];
    let asked = 0;
    const order = async (): Promise<boolean> => {
      asked += 1;
      const made = await processor.createConnectedAccount({
        key: `k${asked}`,
        userId: `u${asked}`,
        email: 'u@example.com',
        country: 'US',
      });
      if (made.kind === 'done') acknowledged.push(made.object.id);
      return made.kind === 'done';
    };
    const busy = Array.from({ length: 3 }, async () => {
      while (await order());
    });
    await until('payments were acknowledged', () => acknowledged.length >= 40, 20_000);
    child!.kill('SIGKILL');
    await Promise.all(busy);
    processor = await open();
    for (const id of acknowledged) done(await processor.getAccount(id as never));
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);
  }, 60_000);
});
