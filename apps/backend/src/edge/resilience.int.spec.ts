import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkLedger } from '@orbiquant/ledger-store';
import { newId } from '@orbiquant/kernel';
import { until } from '@orbiquant/testing';
import { startBackend } from '../start-backend.ts';
import { INVESTOR, testHouse, type TestHouse } from '../testing/test-house.ts';

/** Deploys in a row, as the catalogue of failures asks. */
const STOPS = 50;

const subscribeWith = (house: TestHouse, token: string, productId: string) => (key: string) =>
  house.ask('POST', `/api/v1/products/${productId}/subscriptions`, {
    token,
    key,
    body: { cashMinor: '10000000', riskAccepted: true },
  });
const productOf = async (house: TestHouse, token: string): Promise<string> =>
  ((await house.ask('GET', '/api/v1/products', { token })).body as Array<{ productId: string }>)[0]?.productId ?? '';

describe('when the database fails', () => {
  let house: TestHouse;
  let token: string;
  beforeAll(async () => {
    house = await testHouse();
    token = (await house.signIn(INVESTOR)).accessToken;
  });
  afterAll(() => house.stop());

  it('I4: an exhausted pool is a 503 with Retry-After and not ready, and passes', async () => {
    const { db } = house.backend.deps;
    const leaked = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const runner = db.createQueryRunner();
        await runner.connect();
        return runner;
      }),
    );
    const [balance, ready] = await Promise.all([
      house.ask('GET', '/api/v1/balance', { token }),
      house.ask('GET', '/health/ready'),
    ]);
    expect([balance.status, ready.status]).toEqual([503, 503]);
    expect(Number(balance.headers['retry-after'])).toBeGreaterThan(0);
    await Promise.all(leaked.map((runner) => runner.release()));
    expect((await house.ask('GET', '/api/v1/balance', { token })).status).toBe(200);
    expect((await house.ask('GET', '/health/ready')).status).toBe(200);
  }, 30_000);
  it('I1: connections that die under load lose no acknowledged money and leave nothing half done', async () => {
    const productId = await productOf(house, token);
    const subscribe = subscribeWith(house, token, productId);
    const acknowledged = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const keys = Array.from({ length: 12 }, () => newId());
      const asking = keys.map((key) =>
        subscribe(key).then(({ status, body }) => ({ status, body: body as { subscriptionId: string } })),
      );
      await Promise.race(asking); // one is through, the others are on their way
      await house.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'orbiquant_backend' AND datname = current_database()`,
      );
      for (const { status, body } of await Promise.all(asking)) {
        expect([201, 503]).toContain(status);
        if (status === 201) acknowledged.add(body.subscriptionId);
      }
      await until('it serves again', async () => (await house.ask('GET', '/health/ready')).status === 200, 5_000);
    }
    expect(acknowledged.size).toBeGreaterThan(0);
    const stored = (
      await house.sql<{ subscription_id: string }>('SELECT subscription_id FROM investment.subscriptions')
    ).map((row) => row.subscription_id);
    expect(stored).toEqual(expect.arrayContaining([...acknowledged]));
    const [pending] = await house.sql<{ balance: string }>(
      'SELECT balance FROM financial.balances WHERE account_id = $1',
      [`pool:${productId}:subscriptions-pending`],
    );
    expect(BigInt(pending?.balance ?? 0)).toBe(BigInt(stored.length) * 10_000_000n);
    expect(await checkLedger(house.backend.deps.db)).toMatchObject({
      unbalanced: 0,
      chainBreaks: 0,
      balanceMismatches: 0,
      firstBad: null,
    });
  }, 60_000);
});

describe('when the process stops', () => {
  it('I15: 50 stops under load: what was acknowledged is there after each, and a repeated request gets its answer', async () => {
    const house = await testHouse();
    const token = (await house.signIn(INVESTOR)).accessToken;
    const productId = await productOf(house, token);
    const headers = (key: string) => ({
      authorization: `Bearer ${token}`,
      'idempotency-key': key,
      'content-type': 'application/json',
    });
    const body = JSON.stringify({ cashMinor: '10000000', riskAccepted: true });
    const path = `/api/v1/products/${productId}/subscriptions`;
    const post = async (url: string, key: string) => {
      const answer = await fetch(url + path, { method: 'POST', headers: headers(key), body });
      return { key, status: answer.status, text: await answer.text() };
    };
    let backend = house.backend;
    let acknowledged = 0;
    for (let round = 0; round < STOPS; round++) {
      const { url } = backend;
      const asking = Array.from({ length: 6 }, () => post(url, newId()).catch(() => null));
      if (round % 2 === 0) await Promise.race(asking); // sometimes before the first answer, sometimes after
      const stopping = performance.now();
      await backend.stop();
      expect(performance.now() - stopping).toBeLessThan(10_000);
      const answered = (await Promise.all(asking)).filter((answer) => answer?.status === 201);
      acknowledged += answered.length;
      backend = await startBackend({ ...house.options, demo: null });
      for (const { key, text } of answered as Array<{ key: string; text: string }>) {
        const replay = await backend.server.inject({ method: 'POST', url: path, headers: headers(key), payload: body });
        expect([replay.statusCode, replay.headers['idempotency-replayed'], JSON.parse(replay.body)]).toEqual([
          201,
          'true',
          JSON.parse(text),
        ]);
      }
    }
    expect(acknowledged).toBeGreaterThan(STOPS);
    expect((await checkLedger(backend.deps.db)).firstBad).toBeNull();
    await backend.stop();
    await house.stop();
  }, 120_000);

  const main = async (house: TestHouse, extra: string[] = []): Promise<ChildProcess> => {
    const key = JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    const { urls } = house.options;
    return spawn(process.execPath, [...extra, new URL('../main.ts', import.meta.url).pathname], {
      env: {
        HTTP_PORT: '0',
        SOCKET_PORT: '0',
        LOG_LEVEL: 'info',
        SERVICE_NAME: 'backend',
        DATABASE_URL: house.options.databaseUrl,
        SERVICE_PRIVATE_KEY: key,
        SERVICE_PUBLIC_KEYS: '{}',
        AUTH_PRIVATE_KEY: key,
        DATA_SERVICE_URL: urls['data-service'],
        ML_ENGINE_URL: urls['ml-engine'],
        LLM_AGENT_URL: urls['llm-agent'],
        TRADING_AGENTS_URL: urls['trading-agents'],
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };
  const ended = (child: ChildProcess): Promise<{ code: number | null; said: string }> =>
    new Promise((resolve) => {
      let said = '';
      child.stdout?.on('data', (text) => (said += String(text)));
      child.stderr?.on('data', (text) => (said += String(text)));
      child.on('close', (code) => resolve({ code, said }));
    });

  it('I16: a promise that nobody handled ends the process with a failure; SIGTERM ends it in order', async () => {
    const house = await testHouse();
    const bomb = 'setTimeout(() => Promise.reject(new Error("nobody expected this")), 4000)';
    const failed = await ended(await main(house, ['--import', `data:text/javascript,${encodeURIComponent(bomb)}`]));
    expect(failed.code).not.toBe(0);
    expect(failed.said).toContain('nobody expected this');
    const child = await main(house);
    child.stdout?.on('data', (text) => String(text).includes('listening') && child.kill('SIGTERM'));
    expect((await ended(child)).code).toBe(0);
    await house.stop();
  }, 40_000);
});
