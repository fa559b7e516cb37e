import { rolesInSession, type AccessTokens } from '@orbiquant/identity-store';
import { AppError, type Clock } from '@orbiquant/kernel';
import type { AccessClaims } from '@orbiquant/identity';
import { bearerOf, type Authenticate } from '@orbiquant/platform-http';
import type { DataSource } from '@orbiquant/platform-db';

type Needs = { db: DataSource; tokens: AccessTokens; clock: Clock };
type Headers = Parameters<Authenticate>[0];

/** What the bearer token of a request claims; null without one. @throws AppError not-signed-in */
export async function claimsOf({ tokens, clock }: Omit<Needs, 'db'>, headers: Headers): Promise<AccessClaims | null> {
  if (headers['authorization'] === undefined) return null;
  const token = bearerOf(headers);
  if (!token) throw new AppError('not-signed-in', 'The Authorization header holds no bearer token');
  return tokens.verify(token, clock.nowMs());
}

/**
 * A person with a token of a session that still lives, with the roles of this moment. A token that is bad or too old is
 * no token: what is public stays public, renewing and signing out still work, and the rest asks to sign in.
 */
export function personAuthenticate(needs: Needs): Authenticate {
  return async (headers) => {
    const claims = await claimsOf(needs, headers).catch(noneWhenRefused);
    const roles = claims && (await rolesInSession(needs.db.manager, claims, needs.clock.nowMs()));
    return roles ? { kind: 'person', person: { userId: claims.userId, roles } } : { kind: 'anyone' };
  };
}

function noneWhenRefused(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-signed-in') return null;
  throw error;
}
