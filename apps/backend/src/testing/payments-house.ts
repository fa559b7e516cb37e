import { createServer, type AddressInfo } from 'node:net';
import { newId, systemClock, type Clock } from '@orbiquant/kernel';
import { startStripeEmulator, type StripeEmulator } from '@orbiquant/stripe-emulator-app';
import { freshDatabase } from '@orbiquant/testing';
import type { PaymentsOptions } from '../payments/open-desk.ts';
import { workOnce } from '../payments/work-outbox.ts';
import { INVESTOR, OPERATOR, ORIGIN, testHouse, type Answer, type TestHouse } from './test-house.ts';

const SECRET_KEY = 'sk_test_house';
const WEBHOOK_SECRET = 'whsec_house';
const TOKEN = 'admin-token';
export const HOUR_MS = 3_600_000;
export const CARD = { number: '4242 4242 4242 4242', expiry: '12/40', cvc: '123', name: 'Demo' };

/** A backend and an emulated Stripe, each over its real protocol, on one clock that can be put forward. */
export type PaymentsHouse = TestHouse & {
  emulator: StripeEmulator;
  token: string;
  userId: string;
  operatorToken: string;
  /** A second person who may agree to withdrawals. */
  secondOperatorToken: string;
  /** Puts the clock of bank and house forward, and lets everything that is due happen. */
  pass: (ms: number) => Promise<void>;
  /** Delivers what Stripe has to say, and works on all that waits, until nothing is left. */
  settle: () => Promise<void>;
  admin: (path: string, body: object) => Promise<void>;
  /** Pays in by card at the hosted page. */
  deposit: (cents: bigint, card?: object) => Promise<string>;
  nameBank: (account?: string) => Promise<void>;
  /** Asks for a withdrawal, after proving who asks. */
  withdraw: (cents: bigint, key?: string) => Promise<Answer>;
};

/** Starts both. */
export async function paymentsHouse(payments: Omit<PaymentsOptions, 'processor'> = {}): Promise<PaymentsHouse> {
  const port = await freePort();
  let offsetMs = 0;
  const clock: Clock = { ...systemClock, nowMs: () => systemClock.nowMs() + offsetMs };
  const processor = {
    secretKey: SECRET_KEY,
    baseUrl: `http://127.0.0.1:${port}`,
    webhookSecrets: [WEBHOOK_SECRET],
    publicOrigin: ORIGIN,
    country: 'US',
    isLive: false,
  };
  const house = await testHouse(
    { payments: { clock: async () => clock.nowMs(), ...payments, processor } },
    await freshDatabase(),
  );
  const emulator = await startStripeEmulator({
    port,
    clock,
    adminToken: TOKEN,
    apiKeys: [SECRET_KEY],
    webhook: { url: `${house.backend.url}/api/v1/webhooks/stripe`, secrets: [WEBHOOK_SECRET] },
    settings: { settlementMs: 1_000, openingBalances: { usd: '0' } },
  });
  const { accessToken: token, person } = await house.signIn(INVESTOR);
  const operatorToken = (await house.signIn(OPERATOR)).accessToken;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 5; round++) {
      await emulator.courier.round();
      await workOnce(house.backend.desk);
    }
  };
  return {
    ...house,
    emulator,
    token,
    userId: person.userId,
    operatorToken,
    secondOperatorToken: await secondOperator(house),
    settle,
    pass: async (ms) => {
      offsetMs += ms;
      await settle();
    },
    admin: async (path, body) => {
      const reply = await fetch(`${emulator.url}/admin/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
    },
    deposit: async (cents, card = CARD) => {
      const body = { cents: cents.toString() };
      const answer = await house.ask('POST', '/api/v1/deposits', { token, key: newId(), body });
      if (answer.status !== 201) throw new Error(answer.text);
      const { checkoutUrl, depositId } = answer.body as { checkoutUrl: string; depositId: string };
      await form(checkoutUrl, { email: INVESTOR.email, ...card });
      await settle();
      return depositId;
    },
    nameBank: async (account = '000123456789') => {
      const answer = await house.ask('POST', '/api/v1/payout-account', { token, body: {} });
      await form((answer.body as { url: string }).url, { holder: 'Demo', routing: '110000000', account });
      await house.ask('POST', '/api/v1/payout-account/refresh', { token, body: {} });
    },
    withdraw: async (cents, key = newId()) => {
      await house.ask('POST', '/api/v1/auth/step-up', { token, body: { password: INVESTOR.password } });
      return house.ask('POST', '/api/v1/withdrawals', { token, key, body: { cents: cents.toString() } });
    },
    stop: async () => {
      await house.stop();
      await emulator.stop();
    },
  };
}

async function secondOperator(house: TestHouse): Promise<string> {
  const email = 'second@orbiquant.example';
  await house.sql(
    `INSERT INTO auth.users (user_id, email, display_name, password_hash, roles, language, is_demo, created_at)
     SELECT $1, $2, 'Second', password_hash, roles, language, is_demo, created_at FROM auth.users WHERE email = $3`,
    [newId(), email, OPERATOR.email],
  );
  return (await house.signIn({ email, password: OPERATOR.password })).accessToken;
}

async function form(url: string, fields: object): Promise<void> {
  const body = new URLSearchParams(fields as Record<string, string>);
  const reply = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  await reply.text();
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
