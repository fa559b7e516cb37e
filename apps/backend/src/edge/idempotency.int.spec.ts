import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@orbiquant/kernel';
import { INVESTOR, OPERATOR, testHouse, type TestHouse } from '../testing/test-house.ts';

describe('a request that may be repeated', () => {
  let house: TestHouse;
  let investor: string;
  let operator: string;
  let path: string;
  beforeAll(async () => {
    house = await testHouse();
    investor = (await house.signIn(INVESTOR)).accessToken;
    operator = (await house.signIn(OPERATOR)).accessToken;
    const [product] = (await house.ask('GET', '/api/v1/products', { token: investor })).body as Array<{
      productId: string;
    }>;
    path = `/api/v1/products/${product?.productId}`;
  });
  afterAll(() => house.stop());
  const subscribe = (key: string, cashMinor = '10000000', token = investor) =>
    house.ask('POST', `${path}/subscriptions`, { token, key, body: { cashMinor, riskAccepted: true } });
  const count = async (table: string) =>
    Number((await house.sql<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n);

  it('W1: 50 at a time with one key have one effect; each gets that answer or is told to wait', async () => {
    const before = [await count('investment.subscriptions'), await count('financial.transfers')];
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 50 }, () => subscribe(key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set(answers.some(({ status }) => status === 409) ? [201, 409] : [201]),
    );
    expect(
      answers
        .filter(({ status }) => status === 409)
        .every(
          ({ headers, body }) => headers['retry-after'] === '1' && (body as { code: string }).code === 'in-progress',
        ),
    ).toBe(true);
    expect([await count('investment.subscriptions'), await count('financial.transfers')]).toEqual(
      before.map((n) => n + 1),
    );
    const replay = await subscribe(key);
    const first = answers.find(({ status, headers }) => status === 201 && !headers['idempotency-replayed']);
    expect(replay).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' }, body: first?.body });
  });
  it('another body under the same key is refused, another route or person is another key', async () => {
    const key = newId();
    expect((await subscribe(key)).status).toBe(201);
    expect((await subscribe(key, '10000001')).body).toMatchObject({ status: 422, code: 'idempotency-mismatch' });
    expect((await house.ask('POST', `${path}/strikes`, { token: operator, key, body: {} })).status).toBe(201);
    expect((await subscribe(key, '10000000', operator)).body).toMatchObject({ code: 'conflict' });
  });
  it('H9: no key, an empty one, one of 129 characters and one with a space are refused', async () => {
    expect(
      (
        await house.ask('POST', `${path}/subscriptions`, {
          token: investor,
          body: { cashMinor: '10000000', riskAccepted: true },
        })
      ).status,
    ).toBe(400);
    for (const key of ['x'.repeat(129), 'a b', 'é']) expect((await subscribe(key)).status).toBe(400);
  });
  it('a refused request may be tried again with its key', async () => {
    const key = newId();
    expect((await subscribe(key, '99000000000')).status).toBe(409);
    expect((await subscribe(key, '10000000')).status).toBe(201);
  });
  it('two strikes of one period at a time are one strike', async () => {
    const key = newId();
    const before = await count('investment.strikes');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => house.ask('POST', `${path}/strikes`, { token: operator, key, body: {} })),
    );
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(await count('investment.strikes')).toBe(before + 1);
  });
  it('a command reaches the agent once', async () => {
    const command = (key: string) =>
      house.ask('POST', '/api/v1/agents/orion/commands', { token: operator, key, body: { command: 'pause' } });
    const key = newId();
    expect([(await command(key)).status, (await command(key)).status]).toEqual([200, 200]);
    expect(house.peers.script.commands).toEqual(['pause']);
  });
  it('H11: a client that hangs up mid-request changes nothing about the outcome; the retry gets its answer', async () => {
    const key = newId();
    const before = await count('investment.subscriptions');
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${investor}`, 'idempotency-key': key, 'content-type': 'application/json' };
    const body = JSON.stringify({ cashMinor: '10000000', riskAccepted: true });
    const lost = fetch(`${house.backend.url}${path}/subscriptions`, {
      method: 'POST',
      headers,
      body,
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 4);
    await lost.catch(() => null);
    let again = await subscribe(key);
    for (let n = 0; again.status === 409 && n < 50; n++) again = await subscribe(key);
    expect(again.status).toBe(201);
    expect(await count('investment.subscriptions')).toBe(before + 1);
  });
});
