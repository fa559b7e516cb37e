import { generateKeyPairSync } from 'node:crypto';

type Jwk = { kty: string; crv?: string; x?: string; d?: string };

/** Fresh Ed25519 keys for services under test, each allowed to call every other. */
export function testIdentities<const N extends string>(
  names: readonly N[],
): Record<N, { name: N; privateKey: Jwk; publicKeys: Record<string, Jwk>; callers: string[] }> {
  const pairs = names.map((name) => ({ name, ...generateKeyPairSync('ed25519') }));
  const publicKeys = Object.fromEntries(
    pairs.map(({ name, publicKey }) => [name, publicKey.export({ format: 'jwk' }) as Jwk]),
  );
  const entries = pairs.map(({ name, privateKey }) => [
    name,
    {
      name,
      privateKey: privateKey.export({ format: 'jwk' }) as Jwk,
      publicKeys,
      callers: names.filter((other) => other !== name),
    },
  ]);
  return Object.fromEntries(entries) as ReturnType<typeof testIdentities<N>>;
}
