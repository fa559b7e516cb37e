import { createServer, type AddressInfo } from 'node:net';
import { systemClock, type Clock } from '@orbiquant/kernel';
import { createLogger } from '@orbiquant/platform-observe';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { hostedRoutes } from './hosted/hosted-routes.ts';
import { noJournal, openJournal } from './journal.ts';
import { recordedStripe, type PlainSettings, type RecordedStripe } from './recorded-stripe.ts';
import { adminRoutes } from './server/admin-routes.ts';
import { apiRoutes } from './server/api-routes.ts';
import { createFaults, type Faults } from './server/faults.ts';
import { statusRoutes } from './server/status-routes.ts';
import { startCourier, type Courier } from './webhooks/courier.ts';

/** How to start an emulator in this process; nothing is remembered without a state folder. */
export type StripeEmulatorOptions = {
  /** 0 chooses a free port. */
  port?: number;
  host?: string;
  stateFolder?: string | undefined;
  publicUrl?: string | undefined;
  seed?: string;
  /** None lets every key in. */
  apiKeys?: readonly string[];
  webhook?: { url: string; secrets: readonly string[] } | null;
  adminToken?: string | undefined;
  faultSeed?: string;
  settings?: PlainSettings;
  clock?: Clock;
  logLevel?: string;
};

/** A running emulator. */
export type StripeEmulator = {
  /** `http://host:port` */
  url: string;
  stripe: RecordedStripe;
  faults: Faults;
  courier: Courier;
  server: FastifyInstance;
  stop(): Promise<void>;
};

const DEFAULTS = {
  port: 0,
  host: '127.0.0.1',
  seed: 'orbiquant',
  apiKeys: [],
  webhook: null,
  faultSeed: 'faults',
  settings: {},
  clock: systemClock,
  logLevel: 'silent',
};

/** Starts an emulator: reads its journal, listens, and delivers its events. */
export async function startStripeEmulator(given: StripeEmulatorOptions = {}): Promise<StripeEmulator> {
  const options = { ...DEFAULTS, ...given };
  const { clock } = options;
  const loggerInstance: FastifyBaseLogger = createLogger('stripe-emulator', options.logLevel);
  const server = fastify({
    loggerInstance,
    bodyLimit: 256 * 1024,
    requestTimeout: 15_000,
    logController: new LogController({ disableRequestLogging: true }),
  });
  const port = options.port === 0 ? await freePort(options.host) : options.port;
  const url = `http://${options.host}:${port}`;
  const journal = options.stateFolder === undefined ? noJournal() : openJournal(options.stateFolder);
  const local = {
    hostedUrl: () => options.publicUrl ?? url,
    apiKeys: options.apiKeys.length === 0 ? null : options.apiKeys,
  };
  const stripe = recordedStripe({ journal, clock, seed: options.seed, settings: options.settings, local });
  const faults = createFaults(options.faultSeed, clock);
  const courier = startCourier({ stripe, faults, clock, target: options.webhook });
  apiRoutes(server, { stripe, faults });
  hostedRoutes(server, stripe);
  adminRoutes(server, { stripe, faults, courier, adminToken: options.adminToken });
  statusRoutes(server, { stripe, courier });
  await server.listen({ port, host: options.host });

  async function stop(): Promise<void> {
    await courier.stop();
    server.server.closeAllConnections();
    await server.close();
    journal.close();
  }
  return { url, stripe, faults, courier, server, stop };
}

/** Hosted pages are named in what the journal replays, so the port is known before anything listens. */
const freePort = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
