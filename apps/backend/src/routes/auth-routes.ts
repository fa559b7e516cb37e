import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  getMe,
  getSocketTicket,
  refreshSession,
  signIn,
  signOut,
  type Person,
  type Session,
} from '@orbiquant/contracts';
import {
  accountById,
  endSession,
  issueTicket,
  openSession,
  rotateRefresh,
  sessionOfToken,
  type OpenSession,
} from '@orbiquant/identity-store';
import { AppError } from '@orbiquant/kernel';
import { mount, personOf } from '@orbiquant/platform-http';
import { claimsOf } from '../auth/authenticate.ts';
import { checkCredentials } from '../auth/sign-in.ts';
import { checkOrigin, cookieOf, giveCookie, takeCookie } from '../auth/refresh-cookie.ts';
import type { Deps } from '../deps.ts';

/** Signing in, carrying on, signing out, and tickets for sockets. */
export async function authRoutes(server: FastifyInstance, deps: Deps): Promise<void> {
  await server.register(cookie);
  server.addHook('onRequest', async (request) => checkOrigin(request, deps.origins));

  mount(server, signIn, async ({ body }, { request, reply }) => {
    const person = await checkCredentials(deps, { ...body, address: request.ip });
    return sessionAnswer(deps, reply, { person, open: await openSession(deps.db, person.userId, deps.clock.nowMs()) });
  });
  mount(server, refreshSession, async (_input, { request, reply }) => {
    const open = await carryOn(deps, cookieOf(request));
    return sessionAnswer(deps, reply, { person: await personById(deps, open.userId), open });
  });
  mount(server, signOut, async (_input, { request, reply }) => {
    const token = cookieOf(request);
    const claims = await claimsOf(deps, request.headers).catch(() => null);
    const sessionId = claims?.sessionId ?? (token ? await sessionOfToken(deps.db.manager, token) : null);
    if (sessionId) await endSession(deps.db.manager, sessionId, { reason: 'signed-out', nowMs: deps.clock.nowMs() });
    takeCookie(reply, isSecure(deps));
    return { signedOut: true as const };
  });
  mount(server, getMe, async (_input, { caller }) => personById(deps, personOf(caller).userId));
  mount(server, getSocketTicket, async (_input, { request }) => {
    const claims = await claimsOf(deps, request.headers);
    if (!claims) throw new AppError('not-signed-in', 'Sign in to do this');
    return issueTicket(deps.db.manager, claims.sessionId, deps.clock.nowMs());
  });
}

const isSecure = ({ origins }: Deps): boolean => origins.every((origin) => origin.startsWith('https://'));

async function sessionAnswer(
  deps: Deps,
  reply: FastifyReply,
  { person, open }: { person: Person; open: OpenSession },
): Promise<Session> {
  const { token, expiresAtMs } = await deps.tokens.sign(open, deps.clock.nowMs());
  giveCookie(reply, open.refreshToken, isSecure(deps)).header('cache-control', 'no-store');
  return { accessToken: token, expiresAtMs, person };
}

async function carryOn({ db, clock, log }: Deps, token: string | null): Promise<OpenSession> {
  if (!token) throw new AppError('not-signed-in', 'There is no session to carry on');
  const refreshed = await rotateRefresh(db, token, clock.nowMs());
  if (refreshed.verdict === 'rotate') return refreshed.session;
  if (refreshed.verdict === 'try-again')
    throw new AppError('conflict', 'Another request has just renewed this session; use the newer cookie', {
      retryable: true,
      retryAfterSec: 1,
    });
  if (refreshed.verdict === 'end-family')
    log.warn({ code: 'refresh-token-reused' }, 'a used refresh token came back: its session was ended');
  throw new AppError('not-signed-in', 'This session has ended; sign in again');
}

async function personById({ db }: Deps, userId: string): Promise<Person> {
  const account = await accountById(db.manager, userId);
  if (!account) throw new AppError('not-signed-in', 'This account no longer exists');
  return account.person;
}
