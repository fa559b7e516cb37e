import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { hashPassword, saveAccount } from '@orbiquant/identity-store';
import { newId } from '@orbiquant/kernel';
import { fakeClock } from '@orbiquant/testing';
import { INVESTOR, OPERATOR, testHouse, type Answer, type TestHouse } from '../testing/test-house.ts';

const OTHER = { email: 'other@orbiquant.example', password: 'other-password-1234' };
const BODIES: Record<string, unknown> = {
  '/api/v1/auth/sign-in': INVESTOR,
  '/api/v1/agents/:agentId/commands': { command: 'pause' },
  '/api/v1/copilot/ask': { question: 'hello', language: 'en' },
  '/api/v1/copilot/ask/stream': { question: 'hello', language: 'en' },
  '/api/v1/products/:productId/subscriptions': { cashMinor: '10000000', riskAccepted: true },
};
const QUERIES: Record<string, string> = {
  '/api/v1/candles': '?symbol=BTC/USDT&interval=5m',
  '/api/v1/orderbook': '?symbol=BTC/USDT',
  '/api/v1/trades': '?symbol=BTC/USDT',
  '/api/v1/predictions': '?symbol=BTC/USDT',
  '/api/v1/lineage/strikes/:strikeId/fills': '?symbol=BTC/USDT',
};

describe('who may do what', () => {
  let house: TestHouse;
  let productId: string;
  const tokens: Record<string, string> = {};
  const clock = fakeClock();
  beforeAll(async () => {
    house = await testHouse({ clock });
    tokens['expired'] = (await house.signIn(INVESTOR)).accessToken;
    clock.set(clock.nowMs() + 601_000);
    const person = {
      userId: newId(),
      email: OTHER.email,
      displayName: 'Other',
      roles: ['investor' as const],
      language: 'en' as const,
      isDemo: false,
    };
    await saveAccount(house.backend.deps.db.manager, { person, passwordHash: await hashPassword(OTHER.password) }, 1);
    await signInAll();
    productId =
      (
        (await house.ask('GET', '/api/v1/products', { token: tokens['operator'] })).body as Array<{ productId: string }>
      )[0]?.productId ?? '';
  });
  afterAll(() => house.stop());

  const signInAll = async (): Promise<void> => {
    for (const [who, account] of Object.entries({ investor: INVESTOR, other: OTHER, operator: OPERATOR }))
      tokens[who] = (await house.signIn(account)).accessToken;
  };
  const call = (route: { method: string; url: string }, token?: string): Promise<Answer> => {
    const path = route.url
      .replace(':productId', productId)
      .replace(':agentId', 'orion')
      .replace(/:\w+Id/g, newId());
    const body = route.method === 'POST' ? (BODIES[route.url] ?? {}) : undefined;
    return house.ask(route.method, `${path}${QUERIES[route.url] ?? ''}`, {
      key: newId(),
      ...(token ? { token } : {}),
      ...(body ? { body } : {}),
    });
  };
  const mounted = () =>
    house.backend.routes.flatMap(({ method, url, config }) =>
      [method]
        .flat()
        .filter((each) => each !== 'HEAD')
        .map((each) => ({ method: String(each), url, access: config?.access })),
    );
  const books = async () =>
    (
      await house.sql(
        'SELECT (SELECT count(*) FROM financial.transfers) t, (SELECT count(*) FROM investment.subscriptions) s, (SELECT count(*) FROM investment.strikes) k',
      )
    )[0];

  it('A16: every mounted route has a policy, and answers each principal by it, without a side effect when it refuses', async () => {
    const routes = mounted().sort((a, b) => Number(a.url.endsWith('sign-out')) - Number(b.url.endsWith('sign-out')));
    expect(routes.length).toBeGreaterThan(35);
    const surprises: string[] = [];
    for (const route of routes) {
      expect(['anyone', 'signed-in', 'operator', 'service']).toContain(route.access);
      for (const who of ['anon', 'expired', 'investor', 'other', 'operator']) {
        const before = await books();
        const { status } = await call(route, tokens[who]);
        const refused = status === 401 || status === 403;
        if (refused !== mustRefuse(route, who))
          surprises.push(`${route.method} ${route.url} as ${who} answered ${status}`);
        if (refused) expect(await books()).toEqual(before);
      }
    }
    expect(surprises).toEqual([]);
    await signInAll(); // the last route signed everybody out
  });
  function mustRefuse({ access, url }: { access: string | undefined; url: string }, who: string): boolean {
    if (url === '/api/v1/auth/refresh') return true; // no cookie here
    if (access === 'anyone') return false;
    if (who === 'anon' || who === 'expired') return true;
    return access === 'operator' && who !== 'operator';
  }
  it('A16: a route without a policy stops the start', async () => {
    const server = fastify();
    const { collectRoutes } = await import('../collect-routes.ts');
    collectRoutes(server);
    expect(() => server.get('/forgotten', async () => 'x')).toThrow(/has no policy/);
    await server.close();
  });
  it('A16: a person sees nothing of another person', async () => {
    await house.ask('POST', `/api/v1/products/${productId}/subscriptions`, {
      token: tokens['investor'] ?? '',
      key: newId(),
      body: { cashMinor: '10000000', riskAccepted: true },
    });
    const token = tokens['other'] ?? '';
    expect((await house.ask('GET', '/api/v1/balance', { token })).body).toMatchObject({
      wallet: { minor: '0' },
      total: { minor: '0' },
      holdings: [],
    });
    for (const path of ['/api/v1/statement', '/api/v1/subscriptions'])
      expect((await house.ask('GET', path, { token })).body).toEqual([]);
    expect((await house.ask('GET', `/api/v1/lineage/holdings/${productId}`, { token })).body).toMatchObject({
      holding: { units: '0', queued: { minor: '0' } },
    });
  });
  it('a role that is taken away is gone at once', async () => {
    await house.sql(`UPDATE auth.users SET roles = '{investor}' WHERE email = $1`, [OPERATOR.email]);
    expect((await house.ask('GET', '/api/v1/ledger/check', { token: tokens['operator'] ?? '' })).status).toBe(403);
    await house.sql(`UPDATE auth.users SET roles = '{operator}' WHERE email = $1`, [OPERATOR.email]);
  });
  it('siblings are told on whose behalf they are asked', async () => {
    await house.ask('GET', '/api/v1/agents', { token: tokens['investor'] ?? '' });
    const [row] = await house.sql<{ user_id: string }>('SELECT user_id FROM auth.users WHERE email = $1', [
      INVESTOR.email,
    ]);
    expect(house.peers.script.lastPerson).toEqual({ userId: row?.user_id, roles: ['investor'] });
  });
  it('A17: fields that a body does not have change nothing', async () => {
    const extra = {
      role: 'admin',
      roles: ['admin'],
      userId: newId(),
      balance: '1',
      units: '99',
      navPerUnit: '0.01',
      status: 'executed',
      strikeId: newId(),
      subscriptionId: newId(),
      requestedAtMs: 1,
      currency: 'BTC',
      isDemo: false,
    };
    const users = await house.sql('SELECT * FROM auth.users ORDER BY user_id');
    const asked = await house.ask('POST', `/api/v1/products/${productId}/subscriptions`, {
      token: tokens['investor'] ?? '',
      key: newId(),
      body: { cashMinor: '10000000', riskAccepted: true, ...extra },
    });
    expect(asked.body).toMatchObject({
      status: 'queued',
      units: null,
      navPerUnit: null,
      strikeId: null,
      cash: { currency: 'USDT', minor: '10000000' },
    });
    expect((asked.body as { subscriptionId: string }).subscriptionId).not.toBe(extra.subscriptionId);
    await house.ask('POST', '/api/v1/auth/sign-in', { body: { ...INVESTOR, ...extra } });
    expect(await house.sql('SELECT * FROM auth.users ORDER BY user_id')).toEqual(users);
    for (const key of ['__proto__', 'constructor']) {
      const { status } = await house.backend.server
        .inject({
          method: 'POST',
          url: '/api/v1/auth/sign-in',
          headers: { 'content-type': 'application/json' },
          payload: `{"email":"a@b.co","password":"x","${key}":{"roles":["admin"]}}`,
        })
        .then(({ statusCode }) => ({ status: statusCode }));
      expect(status).toBe(400);
    }
  });
});
