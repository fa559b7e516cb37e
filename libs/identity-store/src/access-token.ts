import { createPrivateKey, createPublicKey } from 'node:crypto';
import { jwtVerify, SignJWT, type JWK } from 'jose';
import { z } from 'zod';
import { ACCESS_TOKEN, type AccessClaims } from '@orbiquant/identity';
import { AppError, newId } from '@orbiquant/kernel';

/** Signs access tokens, and believes only its own. */
export type AccessTokens = {
  sign: (claims: AccessClaims, nowMs: number) => Promise<{ token: string; expiresAtMs: number }>;
  /** @throws AppError not-signed-in */
  verify: (token: string, nowMs: number) => Promise<AccessClaims>;
};

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), jti: z.string(), iat: z.number(), exp: z.number() });

/** Tokens under an Ed25519 key. Nothing in a token chooses how it is checked. */
export function accessTokens(privateJwk: JWK): AccessTokens {
  const { algorithm, type, issuer, audience, lifeMs } = ACCESS_TOKEN;
  const privateKey = createPrivateKey({ key: privateJwk as Record<string, unknown>, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  return {
    sign: async ({ userId, sessionId }, nowMs) => {
      const issuedAtSec = Math.floor(nowMs / 1000);
      const expiresAtSec = issuedAtSec + lifeMs / 1000;
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: algorithm, typ: type })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setJti(newId())
        .setIssuedAt(issuedAtSec)
        .setExpirationTime(expiresAtSec)
        .sign(privateKey);
      return { token, expiresAtMs: expiresAtSec * 1000 };
    },
    verify: async (token, nowMs) => {
      const options = { algorithms: [algorithm], issuer, audience, typ: type, currentDate: new Date(nowMs) };
      const claims = await jwtVerify(token, publicKey, options)
        .then(({ payload }) => Claims.parse(payload))
        .catch((cause: unknown) => {
          throw new AppError('not-signed-in', 'The access token is not valid', { cause });
        });
      return { userId: claims.sub, sessionId: claims.sid };
    },
  };
}
