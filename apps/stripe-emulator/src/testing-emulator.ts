import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectedAccountId, type ConnectedAccountId } from '@orbiquant/payments';
import { stripeProcessor, type StripeOutcome, type StripeProcessor } from '@orbiquant/payments-stripe';
import { startStripeEmulator, type StripeEmulator, type StripeEmulatorOptions } from './start-stripe-emulator.ts';

export const ADMIN_TOKEN = 'admin-token';
export const SECRET_KEY = 'sk_test_tests';
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** An emulator with our adapter, over the official SDK, in front of it. */
export type TestBench = StripeEmulator & {
  processor: StripeProcessor;
  admin(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Record<string, unknown>>;
  jump(ms: number): Promise<unknown>;
};

export async function testBench(options: StripeEmulatorOptions = {}, timeoutMs = 5_000): Promise<TestBench> {
  const emulator = await startStripeEmulator({
    adminToken: ADMIN_TOKEN,
    apiKeys: [SECRET_KEY],
    ...options,
    settings: { openingBalances: { usd: '1000000', jpy: '50000' }, ...options.settings },
  });
  const admin: TestBench['admin'] = async (method, path, body) => {
    const reply = await fetch(`${emulator.url}/admin/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await reply.json()) as Record<string, unknown>;
    if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const processor = stripeProcessor({ secretKey: SECRET_KEY, timeoutMs, baseUrl: emulator.url });
  return { ...emulator, processor, admin, jump: (ms) => admin('POST', '/clock/jump', { ms }) };
}

/** The object of a call that was done. */
export function done<T>(outcome: StripeOutcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.object;
}

/** An investor with a bank account. */
export async function investor(bench: TestBench, userId = 'user-1'): Promise<ConnectedAccountId> {
  const wish = { key: `acct:${userId}`, userId, email: `${userId}@example.com`, country: 'US' };
  const { id } = done(await bench.processor.createConnectedAccount(wish));
  const pages = {
    key: `link:${userId}`,
    account: id,
    returnUrl: 'https://house.test/back',
    refreshUrl: 'https://house.test/again',
  };
  const { url } = done(await bench.processor.accountLink(pages));
  const form = new URLSearchParams({ holder: 'Ada Investor', routing: '110000000', account: '000123456789' });
  await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  return connectedAccountId(id);
}

/** Somebody to whom webhooks are delivered. */
export type Receiver = {
  url: string;
  deliveries: { body: Buffer; signature: string }[];
  /** Status of the next answers; 200 when none is left. */
  answers: number[];
  stop(): Promise<void>;
};

export async function webhookReceiver(): Promise<Receiver> {
  const deliveries: Receiver['deliveries'] = [];
  const answers: number[] = [];
  const server = createServer((request, reply) => {
    void bodyOf(request).then((body) => {
      deliveries.push({ body, signature: String(request.headers['stripe-signature']) });
      reply.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve())));
  return { url: `http://127.0.0.1:${port}/hooks`, deliveries, answers, stop };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
