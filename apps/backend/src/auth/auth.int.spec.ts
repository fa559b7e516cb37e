import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importJWK, SignJWT } from 'jose';
import { ACCESS_TOKEN, REFRESH_GRACE_MS, SIGN_IN_FAILURES_MAX } from '@orbiquant/identity';
import { newId } from '@orbiquant/kernel';
import { fakeClock } from '@orbiquant/testing';
import { cookieFrom, INVESTOR, ORIGIN, testHouse, type TestHouse } from '../testing/test-house.ts';

describe('signing in', () => {
  let house: TestHouse;
  const clock = fakeClock();
  beforeAll(async () => {
    house = await testHouse({ clock });
  });
  afterAll(() => house.stop());

  const me = (token: string) => house.ask('GET', '/api/v1/auth/me', { token });
  const refresh = (cookie: string, headers: Record<string, string> = {}) =>
    house.ask('POST', '/api/v1/auth/refresh', { headers: { cookie, ...headers } });

  it('gives a short token and an httpOnly cookie that only these routes and this site see', async () => {
    const answer = await house.ask('POST', '/api/v1/auth/sign-in', { body: INVESTOR });
    expect(answer.headers['set-cookie']).toMatch(
      /^orbiquant_refresh=[\w-]{43}; Max-Age=\d+; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.body).toMatchObject({
      expiresAtMs: clock.nowMs() + ACCESS_TOKEN.lifeMs,
      person: { displayName: 'Demo', isDemo: true },
    });
    expect(JSON.stringify(answer.body)).not.toContain('password');
  });
  it('answers an unknown account exactly as a wrong password', async () => {
    const wrong = await house.ask('POST', '/api/v1/auth/sign-in', { body: { ...INVESTOR, password: 'no' } });
    const unknown = await house.ask('POST', '/api/v1/auth/sign-in', {
      body: { email: 'nobody@orbiquant.example', password: 'no' },
    });
    const said = ({ status, body }: typeof wrong) => ({ status, ...(body as object), traceId: '' });
    expect(wrong.status).toBe(401);
    expect(said(wrong)).toEqual(said(unknown));
  });
  it('stores neither the password nor any token', async () => {
    const { cookie, accessToken } = await house.signIn(INVESTOR);
    const rows = JSON.stringify([
      await house.sql('SELECT * FROM auth.users'),
      await house.sql('SELECT * FROM auth.refresh_tokens'),
    ]);
    expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [cookie.split('=')[1] ?? '', accessToken, INVESTOR.password])
      expect(rows).not.toContain(secret);
  });
  it('throttles an account and address after five failures, then lets it in again', async () => {
    const guess = () =>
      house.ask('POST', '/api/v1/auth/sign-in', { body: { email: 'victim@orbiquant.example', password: 'x' } });
    for (let n = 0; n < SIGN_IN_FAILURES_MAX; n++) expect((await guess()).status).toBe(401);
    const refused = await guess();
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '900']);
    clock.set(clock.nowMs() + 901_000);
    expect((await guess()).status).toBe(401);
  });
  it('A3: a rotated refresh token that comes back ends the whole family', async () => {
    const { cookie } = await house.signIn(INVESTOR);
    const next = await refresh(cookie);
    expect(next.status).toBe(200);
    const { accessToken } = next.body as { accessToken: string };
    expect((await me(accessToken)).status).toBe(200);
    clock.set(clock.nowMs() + REFRESH_GRACE_MS + 1);
    expect((await refresh(cookie)).status).toBe(401);
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(cookieFrom(next))).status).toBe(401);
  });
  it('of two concurrent refreshes of one token exactly one wins, and the session lives on', async () => {
    const { cookie } = await house.signIn(INVESTOR);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(cookie)));
    const won = answers.filter(({ status }) => status === 200);
    expect([won.length, answers.filter(({ status }) => status === 409).length]).toEqual([1, 7]);
    expect((await refresh(cookieFrom(won[0] ?? { headers: {} }))).status).toBe(200);
  });
  it('A20: another site cannot use the cookie', async () => {
    const { cookie } = await house.signIn(INVESTOR);
    expect((await refresh(cookie, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await refresh(cookie, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await refresh(cookie, { origin: 'null' })).status).toBe(403);
    expect((await refresh(cookie, { origin: ORIGIN })).status).toBe(200);
  });
  it('signing out ends the tokens of the session at once', async () => {
    const { cookie, accessToken } = await house.signIn(INVESTOR);
    expect((await house.ask('POST', '/api/v1/auth/sign-out', { headers: { cookie } })).status).toBe(200);
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(cookie)).status).toBe(401);
  });

  describe('A3: a forged access token', () => {
    const { algorithm, type, issuer, audience } = ACCESS_TOKEN;
    let good: { userId: string; sessionId: string };
    let own: Awaited<ReturnType<typeof importJWK>> | KeyObject;
    beforeAll(async () => {
      const { accessToken } = await house.signIn(INVESTOR);
      const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as {
        sub: string;
        sid: string;
      };
      good = { userId: claims.sub, sessionId: claims.sid };
      own = await importJWK(house.options.authPrivateKey, algorithm);
      expect((await me(await forge({}))).status).toBe(200);
    });
    type Change = {
      alg?: string;
      typ?: string;
      iss?: string;
      aud?: string;
      expSec?: number;
      key?: Awaited<ReturnType<typeof importJWK>> | KeyObject;
    };
    const forge = ({
      alg = algorithm,
      typ = type,
      iss = issuer,
      aud = audience,
      expSec = 60,
      key = own,
    }: Change): Promise<string> => {
      const nowSec = Math.floor(clock.nowMs() / 1000);
      return new SignJWT({ sid: good.sessionId })
        .setProtectedHeader({ alg, typ })
        .setSubject(good.userId)
        .setIssuer(iss)
        .setAudience(aud)
        .setJti(newId())
        .setIssuedAt(nowSec)
        .setExpirationTime(nowSec + expSec)
        .sign(key);
    };
    const publicText = () => Buffer.from(house.options.authPrivateKey.x ?? '', 'base64url');

    it.each<[string, () => Change]>([
      ['of another issuer', () => ({ iss: 'evil' })],
      ['for another audience', () => ({ aud: 'other-api' })],
      ['of another type', () => ({ typ: 'service+jwt' })],
      ['that has expired', () => ({ expSec: -1 })],
      ['under another key', () => ({ key: generateKeyPairSync('ed25519').privateKey })],
      ['with HS256 under the public key', () => ({ alg: 'HS256', key: new Uint8Array(publicText()) })],
    ])('%s is refused', async (_name, change) => {
      expect((await me(await forge(change()))).status).toBe(401);
    });
    it('without a signature (alg none), cut, or with foreign claims is refused', async () => {
      const token = await forge({});
      const [, body = '', signature = ''] = token.split('.');
      const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
      const other = Buffer.from(
        JSON.stringify({ sub: newId(), sid: good.sessionId, iss: issuer, aud: audience, exp: 9e9 }),
      ).toString('base64url');
      for (const forged of [
        `${none}.${body}.`,
        `${none}.${body}.${signature}`,
        `${token.slice(0, -4)}AAAA`,
        `${token.split('.')[0]}.${other}.${signature}`,
        'x',
        '',
      ])
        expect((await me(forged)).status).toBe(401);
    });
    it("of a live key for somebody else's session is refused", async () => {
      good = { ...good, userId: newId() };
      expect((await me(await forge({}))).status).toBe(401);
    });
  });
});
