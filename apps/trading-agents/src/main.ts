import closeWithGrace from 'close-with-grace';
import { config } from './config.ts';
import { startTradingAgents } from './start-trading-agents.ts';

const env = config();
const service = await startTradingAgents({
  host: env.HTTP_HOST,
  port: env.HTTP_PORT,
  logLevel: env.LOG_LEVEL,
  databaseUrl: env.DATABASE_URL,
  identity: {
    name: env.SERVICE_NAME,
    privateKey: env.SERVICE_PRIVATE_KEY,
    publicKeys: env.SERVICE_PUBLIC_KEYS,
    callers: env.SERVICE_CALLERS,
  },
  dataServiceUrl: env.DATA_SERVICE_URL,
  mlEngineUrl: env.ML_ENGINE_URL,
  venue: {
    name: env.VENUE_NAME,
    exchange: env.VENUE_EXCHANGE,
    url: env.VENUE_URL,
    apiKey: env.ORION_API_KEY,
    secret: env.ORION_API_SECRET,
  },
  symbols: env.ORION_SYMBOLS,
  quoteAsset: env.QUOTE_ASSET,
  failpoint: env.FAILPOINT,
});
closeWithGrace({ delay: 10_000 }, async () => service.stop());
