import { z } from 'zod';
import { epochMs } from './codecs.ts';
import { route } from './route.ts';

export const Role = z.enum(['investor', 'trader', 'support', 'operator', 'admin']);
export type Role = z.output<typeof Role>;

/** Who is signed in. */
export const Person = z.object({
  userId: z.uuid(),
  email: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  language: z.enum(['es', 'en']),
  isDemo: z.boolean(),
});
export type Person = z.output<typeof Person>;

/** A short-lived access token; the refresh token travels in an httpOnly cookie (or in the body for API clients). */
export const Session = z.object({ accessToken: z.string(), expiresAtMs: epochMs, person: Person });
export type Session = z.output<typeof Session>;

export const signIn = route({
  method: 'POST',
  path: '/api/v1/auth/sign-in',
  summary: 'Sign in with e-mail and password',
  access: 'anyone',
  body: z.object({ email: z.email().max(254), password: z.string().min(1).max(256) }),
  response: Session,
});
export const refreshSession = route({
  method: 'POST',
  path: '/api/v1/auth/refresh',
  summary: 'Rotate the refresh token',
  access: 'anyone',
  response: Session,
});
export const signOut = route({
  method: 'POST',
  path: '/api/v1/auth/sign-out',
  summary: 'End this session and its refresh family',
  access: 'anyone',
  response: z.object({ signedOut: z.literal(true) }),
});
export const getMe = route({
  method: 'GET',
  path: '/api/v1/auth/me',
  summary: 'Who is signed in',
  access: 'signed-in',
  response: Person,
});
/** A ticket that opens a socket: single use, one minute. */
export const getSocketTicket = route({
  method: 'POST',
  path: '/api/v1/auth/socket-ticket',
  summary: 'A single-use ticket for the live socket',
  access: 'signed-in',
  response: z.object({ ticket: z.string(), expiresAtMs: epochMs }),
});
