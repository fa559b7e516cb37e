import closeWithGrace from 'close-with-grace';
import { config } from './config.ts';
import { jobsOptions } from './jobs/jobs-env.ts';
import { paymentsOptions } from './payments/payments-options.ts';
import { startBackend } from './start-backend.ts';

const DAY_MS = 24 * 3_600_000;

const env = config();
const starting = startBackend({
  host: env.HTTP_HOST,
  port: env.HTTP_PORT,
  socketPort: env.SOCKET_PORT,
  logLevel: env.LOG_LEVEL,
  databaseUrl: env.DATABASE_URL,
  identity: {
    name: env.SERVICE_NAME,
    privateKey: env.SERVICE_PRIVATE_KEY,
    publicKeys: env.SERVICE_PUBLIC_KEYS,
    callers: env.SERVICE_CALLERS,
  },
  authPrivateKey: env.AUTH_PRIVATE_KEY,
  urls: {
    'data-service': env.DATA_SERVICE_URL,
    'ml-engine': env.ML_ENGINE_URL,
    'llm-agent': env.LLM_AGENT_URL,
    'trading-agents': env.TRADING_AGENTS_URL,
  },
  origins: env.PUBLIC_ORIGIN.split(',').map((origin) => origin.trim()),
  demo: env.DEMO
    ? { investorPassword: env.DEMO_INVESTOR_PASSWORD, operatorPassword: env.DEMO_OPERATOR_PASSWORD }
    : null,
  payments: paymentsOptions(env),
  jobs: jobsOptions(env),
  proxies: env.TRUSTED_PROXIES,
  calendar: env.POOL_CALENDAR,
  strikeIntervalMs: env.STRIKE_INTERVAL_MARKET_MS ?? (env.POOL_CALENDAR === 'market' ? null : DAY_MS),
});

// Installed before the start is through: a stop that comes early waits for it instead of cutting it.
closeWithGrace({ delay: 10_000 }, async ({ err }) => {
  const backend = await starting;
  if (err) backend.log.fatal({ err }, 'stopping on an error that nobody expected');
  await backend.stop();
});
await starting;
