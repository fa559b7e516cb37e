/** Who issues access tokens, and for whom. */
export const ACCESS_TOKEN = {
  algorithm: 'EdDSA',
  type: 'at+jwt',
  issuer: 'orbiquant',
  audience: 'orbiquant-api',
  /** Life of an access token. */
  lifeMs: 10 * 60_000,
} as const;

/** Life of a session without a refresh, and of a socket ticket. */
export const SESSION_LIFE_MS = 14 * 24 * 3_600_000;
/** Life of a ticket that opens a socket. */
export const TICKET_LIFE_MS = 60_000;

/** What an access token says; the roles are read afresh, so that they can be taken away at once. */
export type AccessClaims = { userId: string; sessionId: string };
