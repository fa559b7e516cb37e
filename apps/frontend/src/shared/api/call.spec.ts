/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { getCandles, getDecision, refreshSession, stepUp, subscribe } from '@orbiquant/contracts';
import { Decimal } from '@orbiquant/kernel';
import { call } from './call.ts';
import { addressOf } from './address-of.ts';
import { useSession } from './session.ts';

const ID = '018f6b1e-5b8e-7c3a-9b1d-2f4e6a8c0d1e';
const person = {
  userId: ID,
  email: 'a@b.es',
  displayName: 'A',
  roles: ['investor' as const],
  language: 'es' as const,
  isDemo: true,
};
const session = (accessToken: string) => ({ accessToken, expiresAtMs: 1, person });
const subscription = {
  subscriptionId: ID,
  productId: ID,
  cash: { currency: 'USDT', exponent: 6, minor: '1250500000' },
  status: 'executed',
  requestedAtMs: 5,
  strikeId: ID,
  units: '12.5000000000000000001',
  navPerUnit: '1.000000000000000001',
  waitsFor: null,
  endReason: null,
};

type Answer = { status?: number; body: unknown; headers?: Record<string, string> };
type Sent = { address: string; method: string; headers: Record<string, string>; body: string | undefined };

describe('call', () => {
  const sent: Sent[] = [];
  const answers: Answer[] = [];
  beforeEach(() => {
    sent.length = answers.length = 0;
    useSession.setState({ status: 'signed-in', session: session('old') });
    globalThis.fetch = jest.fn(async (address: string, { method, headers, body }: Sent) => {
      sent.push({ address, method, headers, body });
      const answer = answers.shift();
      if (!answer) throw new TypeError('cut');
      const { status = 200, headers: told = {} } = answer;
      return { ok: status < 400, status, headers: new Map(Object.entries(told)), json: async () => answer.body };
    }) as never;
  });
  afterEach(() => useSession.setState({ status: 'signed-out', session: null }));
  const invest = () =>
    call(
      subscribe,
      { params: { productId: ID }, body: { cashMinor: 1_250_500_000n, riskAccepted: true } },
      { idempotencyKey: 'key-1' },
    );

  it('sends money as digits and reads owed numbers back exactly', async () => {
    answers.push({ status: 201, body: subscription });
    const { cash, units } = await invest();
    expect(sent[0]).toMatchObject({
      address: `/api/v1/products/${ID}/subscriptions`,
      method: 'POST',
      headers: { authorization: 'Bearer old', 'idempotency-key': 'key-1', 'content-type': 'application/json' },
      body: '{"cashMinor":"1250500000","riskAccepted":true}',
    });
    expect(cash.minor).toBe(1_250_500_000n);
    expect(units).toEqual(new Decimal('12.5000000000000000001'));
  });

  it('renews a token that is too old once, and repeats the call with the same key', async () => {
    answers.push(
      { status: 401, body: { code: 'not-signed-in' } },
      { body: session('new') },
      { status: 201, body: subscription },
    );
    await invest();
    expect(sent.map(({ address }) => address)).toEqual([sent[0]?.address, refreshSession.path, sent[0]?.address]);
    expect(sent[2]?.headers).toMatchObject({ authorization: 'Bearer new', 'idempotency-key': 'key-1' });
  });

  it('asks once where a refusal is final, such as that of a password', async () => {
    answers.push({ status: 401, body: { code: 'not-signed-in' } });
    const asked = call(stepUp, { body: { password: 'wrong' } }, { once: true });
    await expect(asked).rejects.toMatchObject({ status: 401 });
    expect(sent).toHaveLength(1);
    expect(useSession.getState().status).toBe('signed-in');
  });

  it('signs out when the session has ended', async () => {
    const gone = { type: '', title: '', status: 401, detail: '', instance: '', code: 'not-signed-in', traceId: 't' };
    answers.push({ status: 401, body: gone }, { status: 401, body: gone });
    await expect(invest()).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(useSession.getState().status).toBe('signed-out');
  });

  it('tells a problem by its code, its trace and when to come back', async () => {
    const problem = {
      type: '',
      title: '',
      status: 429,
      detail: 'x',
      instance: '',
      code: 'too-many-requests',
      traceId: 'abc',
    };
    answers.push({ status: 429, body: problem, headers: { 'retry-after': '30' } });
    await expect(invest()).rejects.toMatchObject({
      code: 'too-many-requests',
      traceId: 'abc',
      retryAfterSec: 30,
      retryable: true,
    });
  });

  it('tells being offline from being refused', async () => {
    await expect(invest()).rejects.toMatchObject({ code: 'offline', status: 0, retryable: true });
  });

  it('refuses an answer that breaks the contract', async () => {
    answers.push({ status: 201, body: { ...subscription, units: 12.5 } });
    await expect(invest()).rejects.toThrow();
  });
});

describe('addressOf', () => {
  it('fills parameters in, encodes the query and leaves out what is undefined', () => {
    const query = { symbol: 'BTC/USDT', interval: '1h' as const, asOf: undefined, limit: 5 };
    expect(addressOf(getCandles, { query })).toBe('/api/v1/candles?symbol=BTC%2FUSDT&interval=1h&limit=5');
    expect(addressOf(getDecision, { params: { decisionId: ID } })).toBe(`/api/v1/decisions/${ID}`);
  });
});
