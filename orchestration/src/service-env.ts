import { join } from 'node:path';
import { callersOf, SERVICES, urlVariable, type Service } from './manifest.ts';
import { databaseUrl, urlAs } from './embedded-database.ts';
import type { StartOptions } from './arguments.ts';
import type { Secrets } from './secrets.ts';

/** What an installation is made of. */
export type Installation = { options: StartOptions; secrets: Secrets; adminUrl: string };

type Env = Record<string, string>;

const STARTING_CAPITAL = '100000';
/** Minutes of history: 215 four-hour candles, which the slowest average of Orion needs, and a day to spare. */
const HISTORY_BARS = 54_000;

/** The whole environment of a service: nothing is inherited but what a process needs to run. */
export function serviceEnv(service: Service, installation: Installation): Env {
  return { ...ground(), ...common(service, installation), ...own(service, installation) };
}

/** When the jobs look at what is due; an operator may set any of them. */
const JOB_SETTINGS = [
  'ENABLE_CRON_JOBS',
  'CRON_TIMEZONE',
  'DAILY_SETTLEMENT_CRON',
  'INTRADAY_SETTLEMENT_CRON',
  'DAILY_PERFORMANCE_CRON',
  'MONTHLY_DISTRIBUTION_CRON',
  'WITHDRAWAL_PROCESSING_CRON',
  'SYNC_ML_PERFORMANCE_CRON',
  'DATA_CLEANUP_CRON',
  'PAYMENTS_RECONCILE_CRON',
];

/** Those of some variables that this environment sets. */
const inherited = (names: readonly string[]): Env =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

function ground(): Env {
  const kept = [
    'PATH',
    'HOME',
    'TZ',
    'LANG',
    'LOG_LEVEL',
    'OLLAMA_URL',
    'OLLAMA_MODEL',
    'SystemRoot',
    'TEMP',
    'TMPDIR',
  ];
  return inherited(kept);
}

function common(service: Service, { options, secrets, adminUrl }: Installation): Env {
  const role = service.role;
  return {
    NODE_ENV: 'production',
    HTTP_PORT: String(service.port + options.portOffset),
    SERVICE_NAME: service.name,
    SERVICE_PRIVATE_KEY: JSON.stringify(secrets.serviceKeys[service.name].privateKey),
    SERVICE_PUBLIC_KEYS: JSON.stringify(
      Object.fromEntries(callersOf(service.name).map((name) => [name, secrets.serviceKeys[name].publicKey])),
    ),
    SERVICE_CALLERS: callersOf(service.name).join(','),
    ...(role
      ? {
          DATABASE_URL: urlAs(
            databaseUrl(adminUrl, 'orbiquant_platform'),
            `orbiquant_${role}`,
            secrets.rolePasswords[role],
          ),
        }
      : {}),
    ...Object.fromEntries(SERVICES.map(({ name }) => [urlVariable(name), addressOf(name, options.portOffset)])),
  };
}

/** Where a service answers on this machine. */
export function addressOf(name: string, portOffset: number): string {
  const port = SERVICES.find((service) => service.name === name)?.port ?? 0;
  return `http://127.0.0.1:${port + portOffset}`;
}

function own(service: Service, installation: Installation): Env {
  const make = OWN[service.name];
  return make ? make(installation) : {};
}

/** Days at a bank are seconds in a demonstration; nothing else about them differs. */
const DEMO_TIMES = {
  processor: { SETTLEMENT_MS: '1000', PAYOUT_IN_TRANSIT_MS: '3000', PAYOUT_PAID_MS: '8000' },
  house: { DEPOSIT_HOLD_MS: '10000', WITHDRAWAL_COOL_OFF_MS: '10000' },
};

/** Stripe itself when this environment names a key of it, the emulator otherwise. */
function stripeOf({ options, secrets }: Pick<Installation, 'options' | 'secrets'>): Env {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRETS: webhookSecrets, STRIPE_COUNTRY: country } = process.env;
  if (key)
    return {
      STRIPE_SECRET_KEY: key,
      ...(webhookSecrets ? { STRIPE_WEBHOOK_SECRETS: webhookSecrets } : {}),
      ...(country ? { STRIPE_COUNTRY: country } : {}),
    };
  return {
    STRIPE_SECRET_KEY: secrets.stripe.secretKey,
    STRIPE_BASE_URL: addressOf('stripe-emulator', options.portOffset),
    STRIPE_WEBHOOK_SECRETS: secrets.stripe.webhookSecret,
    ...DEMO_TIMES.house,
  };
}

const OWN: Partial<Record<Service['name'], (installation: Installation) => Env>> = {
  'paper-exchange': ({ options, secrets, adminUrl }) => ({
    DATABASE_URL: urlAs(databaseUrl(adminUrl, 'paper_exchange'), 'paper_exchange', secrets.exchangePassword),
    ADMIN_TOKEN: secrets.adminToken,
    EXCHANGE_ACCOUNTS: JSON.stringify([
      { apiKey: secrets.orion.apiKey, secret: secrets.orion.secret, balances: { USDT: STARTING_CAPITAL } },
    ]),
    MARKET_MODE: options.replay.length > 0 ? 'replay' : 'synthetic',
    ...(options.replay.length > 0 ? { REPLAY_FILES: options.replay.join(',') } : {}),
    ...(options.speed === null ? {} : { MARKET_SPEED: String(options.speed) }),
    ...(options.seed === null ? {} : { MARKET_SEED: options.seed }),
  }),
  'data-service': ({ secrets }) => ({
    PAPER_EXCHANGE_ADMIN_TOKEN: secrets.adminToken,
    BACKFILL_BARS: String(HISTORY_BARS),
  }),
  'trading-agents': ({ options, secrets }) => ({
    VENUE_URL: addressOf('paper-exchange', options.portOffset),
    ORION_API_KEY: secrets.orion.apiKey,
    ORION_API_SECRET: secrets.orion.secret,
  }),
  'stripe-emulator': ({ options, secrets }) => ({
    STATE_FOLDER: join(options.stateFolder, 'stripe-emulator'),
    STRIPE_API_KEYS: secrets.stripe.secretKey,
    WEBHOOK_URL: `${addressOf('backend', options.portOffset)}/api/v1/webhooks/stripe`,
    WEBHOOK_SECRETS: secrets.stripe.webhookSecret,
    ADMIN_TOKEN: secrets.adminToken,
    ...DEMO_TIMES.processor,
  }),
  backend: ({ options, secrets }) => ({
    ...stripeOf({ options, secrets }),
    ...inherited(JOB_SETTINGS),
    ...(options.replay.length > 0 ? { POOL_CALENDAR: 'market' } : {}),
    TRUSTED_PROXIES: '1',
    SOCKET_PORT: String(3082 + options.portOffset),
    AUTH_PRIVATE_KEY: JSON.stringify(secrets.authKey),
    PUBLIC_ORIGIN: [
      `http://127.0.0.1:${3080 + options.portOffset}`,
      `http://localhost:${3080 + options.portOffset}`,
    ].join(','),
    DEMO: 'true',
    DEMO_INVESTOR_PASSWORD: secrets.demo.investorPassword,
    DEMO_OPERATOR_PASSWORD: secrets.demo.operatorPassword,
  }),
  frontend: ({ options }) => ({ SOCKET_URL: `http://127.0.0.1:${3082 + options.portOffset}` }),
};
