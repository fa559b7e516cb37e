import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  databaseUrl,
  loadSecrets,
  prepareDatabases,
  startEmbeddedDatabase,
  urlAs,
  type Secrets,
} from '@orbiquant/orchestration';
import { systemClock } from '@orbiquant/kernel';
import { startStripeEmulator, type StripeEmulator } from '@orbiquant/stripe-emulator-app';
import type { ChildStart } from './backend-child.ts';

const FIRST_PORT = 21_400;
export const STRIPE_KEY = 'sk_test_sim';
export const WEBHOOK_SECRET = 'whsec_sim';

/** A real PostgreSQL that writes to disk, and an emulated Stripe, for one simulation; both are gone afterwards. */
export type Place = {
  secrets: Secrets;
  ownerUrl: string;
  serviceUrl: string;
  emulator: StripeEmulator;
  /** How far the bank's clock and ours are ahead of the wall's, so that a day there takes no day here. */
  aheadMs: () => number;
  jump: (ms: number) => void;
  backendPort: number;
  start: Omit<ChildStart, 'kind' | 'offsetMs' | 'failure' | 'port'>;
};

/** Runs `work` in a place of its own. */
export async function inPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'orbiquant-sim-'));
  chmodSync(folder, 0o711);
  const secrets = loadSecrets(folder);
  const database = await startEmbeddedDatabase({
    stateFolder: folder,
    port: FIRST_PORT,
    password: secrets.databasePassword,
  });
  let aheadMs = 0;
  const emulator = await startStripeEmulator({
    clock: { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs },
    port: FIRST_PORT + 1,
    apiKeys: [STRIPE_KEY],
    adminToken: secrets.adminToken,
    webhook: { url: `http://127.0.0.1:${FIRST_PORT + 2}/api/v1/webhooks/stripe`, secrets: [WEBHOOK_SECRET] },
    settings: { settlementMs: 0 },
  });
  try {
    const adminUrl = `postgres://postgres:${secrets.databasePassword}@127.0.0.1:${FIRST_PORT}/postgres`;
    await prepareDatabases(adminUrl, secrets);
    const ownerUrl = databaseUrl(adminUrl, 'orbiquant_platform');
    const serviceUrl = urlAs(ownerUrl, 'orbiquant_backend', secrets.rolePasswords.backend);
    const time = { aheadMs: () => aheadMs, jump: (ms: number) => void (aheadMs += ms) };
    const place = { ...time, secrets, ownerUrl, serviceUrl, emulator, backendPort: FIRST_PORT + 2 };
    return await work({ ...place, start: startOf({ secrets, serviceUrl, emulatorUrl: emulator.url }) });
  } finally {
    await emulator.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Known = { secrets: Secrets; serviceUrl: string; emulatorUrl: string };

function startOf({ secrets, serviceUrl, emulatorUrl }: Known): Place['start'] {
  const nowhere = 'http://127.0.0.1:9';
  const { privateKey } = secrets.serviceKeys.backend;
  const authPrivateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return {
    options: {
      databaseUrl: serviceUrl,
      authPrivateKey: authPrivateKey as ChildStart['options']['authPrivateKey'],
      urls: { 'data-service': nowhere, 'ml-engine': nowhere, 'llm-agent': nowhere, 'trading-agents': nowhere },
      identity: { name: 'backend', privateKey, publicKeys: {}, callers: [] } as ChildStart['options']['identity'],
      demo: secrets.demo,
    },
    processor: {
      secretKey: STRIPE_KEY,
      baseUrl: emulatorUrl,
      webhookSecrets: [WEBHOOK_SECRET],
      publicOrigin: nowhere,
      country: 'US',
      isLive: false,
    },
  };
}
