import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_LIFE_MS } from '@orbiquant/identity';
import { AppError } from '@orbiquant/kernel';

/** The cookie that carries the refresh token: no script reads it, no other site sends it, only these routes get it. */
export const REFRESH_COOKIE = 'orbiquant_refresh';
const SCOPE = { path: '/api/v1/auth', httpOnly: true, sameSite: 'strict' } as const;

/** Hands the browser its next refresh token. */
export const giveCookie = (reply: FastifyReply, token: string, secure: boolean): FastifyReply =>
  reply.setCookie(REFRESH_COOKIE, token, { ...SCOPE, secure, maxAge: SESSION_LIFE_MS / 1000 });

/** Takes the refresh token away from the browser. */
export const takeCookie = (reply: FastifyReply, secure: boolean): FastifyReply =>
  reply.clearCookie(REFRESH_COOKIE, { ...SCOPE, secure });

/** The refresh token that a request brought. */
export const cookieOf = (request: FastifyRequest): string | null => request.cookies[REFRESH_COOKIE] ?? null;

/**
 * Refuses a request that a browser makes for another site's page: beside SameSite, the second defence of the cookie.
 * A client that is no browser sends neither header. @throws AppError not-allowed
 */
export function checkOrigin(request: FastifyRequest, origins: readonly string[]): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const foreign = origin === undefined ? site === 'cross-site' : !origins.includes(origin);
  if (foreign) throw new AppError('not-allowed', 'This origin may not use the session');
}
