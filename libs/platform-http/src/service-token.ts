import { importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { Role } from '@orbiquant/contracts';
import { AppError } from '@orbiquant/kernel';
import { z } from 'zod';
import { bearerOf, type Authenticate, type PersonCaller } from './caller.ts';

const ALGORITHM = 'EdDSA';
const TYPE = 'service+jwt';
const LIFE_SEC = 60;

/** This service's identity and the peers it knows. */
export type ServiceIdentity = {
  name: string;
  privateKey: JWK;
  publicKeys: Readonly<Record<string, JWK>>;
  callers: readonly string[];
};

const Claims = z.object({ iss: z.string(), person: z.object({ userId: z.string(), roles: z.array(Role) }).nullish() });

/** Signs short-lived tokens that say who calls, whom, and on whose behalf. */
export function serviceSigner({
  name,
  privateKey,
}: ServiceIdentity): (audience: string, person?: PersonCaller) => Promise<string> {
  const key = importJWK(privateKey, ALGORITHM);
  return async (audience, person) =>
    new SignJWT({ person: person ?? null })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setIssuer(name)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${LIFE_SEC}s`)
      .sign(await key);
}

/** Accepts the tokens of exactly the peers that the manifest lets call this service; no token means anyone. */
export function serviceAuthenticate({ name, publicKeys, callers }: ServiceIdentity): Authenticate {
  return async (headers) => {
    const token = bearerOf(headers);
    if (!token) return { kind: 'anyone' };
    const issuer = peekIssuer(token);
    const jwk = callers.includes(issuer) ? publicKeys[issuer] : undefined;
    if (!jwk) throw new AppError('not-signed-in', 'The token is not from a service that may call this one');
    return verify(token, { jwk, issuer, audience: name });
  };
}

async function verify(
  token: string,
  { jwk, issuer, audience }: { jwk: JWK; issuer: string; audience: string },
): ReturnType<Authenticate> {
  const key = await importJWK(jwk, ALGORITHM);
  const verified = await jwtVerify(token, key, {
    algorithms: [ALGORITHM],
    issuer,
    audience,
    typ: TYPE,
    clockTolerance: 5,
  }).catch((cause: unknown) => {
    throw new AppError('not-signed-in', 'The service token is not valid', { cause });
  });
  const claims = Claims.parse(verified.payload);
  return { kind: 'service', service: claims.iss, person: claims.person ?? null };
}

/** Only to choose the key; nothing is believed before the signature is checked. */
function peekIssuer(token: string): string {
  try {
    const body = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { iss?: unknown };
    return typeof body.iss === 'string' ? body.iss : '';
  } catch {
    return '';
  }
}
