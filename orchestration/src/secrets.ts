import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_ROLES, type ServiceRole } from '@orbiquant/database';
import { SERVICES, type ServiceName } from './manifest.ts';

type Jwk = Record<string, unknown>;
type KeyPair = { privateKey: Jwk; publicKey: Jwk };

/** What an installation made up for itself at its first start; nothing of it has a default. */
export type Secrets = {
  databasePassword: string;
  rolePasswords: Record<ServiceRole, string>;
  exchangePassword: string;
  serviceKeys: Record<ServiceName, KeyPair>;
  authKey: Jwk;
  adminToken: string;
  orion: { apiKey: string; secret: string };
  stripe: { secretKey: string; webhookSecret: string };
  demo: { investorPassword: string; operatorPassword: string };
};

/** The installation's secrets, made at the first start and kept readable for the owner only. */
export function loadSecrets(stateFolder: string): Secrets {
  const file = join(stateFolder, 'secrets.json');
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets = completed(stored, makeSecrets());
  if (JSON.stringify(secrets) !== JSON.stringify(stored)) {
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return secrets;
}

/** What is there stays; what a newer version needs beside it is added. */
const completed = (stored: Partial<Secrets>, fresh: Secrets): Secrets => ({
  ...fresh,
  ...stored,
  rolePasswords: { ...fresh.rolePasswords, ...stored.rolePasswords },
  serviceKeys: { ...fresh.serviceKeys, ...stored.serviceKeys },
});

const word = (bytes = 24): string => randomBytes(bytes).toString('base64url');

function makeSecrets(): Secrets {
  return {
    databasePassword: word(),
    rolePasswords: Object.fromEntries(SERVICE_ROLES.map((role) => [role, word()])) as Secrets['rolePasswords'],
    exchangePassword: word(),
    serviceKeys: Object.fromEntries(SERVICES.map(({ name }) => [name, keyPair()])) as Secrets['serviceKeys'],
    authKey: keyPair().privateKey,
    adminToken: word(),
    orion: { apiKey: word(), secret: word(32) },
    stripe: { secretKey: `sk_test_${word()}`, webhookSecret: `whsec_${word()}` },
    demo: { investorPassword: word(9), operatorPassword: word(9) },
  };
}

function keyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'jwk' }) as Jwk,
    publicKey: publicKey.export({ format: 'jwk' }) as Jwk,
  };
}
