import closeWithGrace from 'close-with-grace';
import { systemClock } from '@orbiquant/kernel';
import { ccxtProvider, connectMarket } from '@orbiquant/market-ccxt';
import { config } from './config.ts';
import { startDataService } from './start-data-service.ts';

const env = config();
// figures of a real market never come from the simulated venue that happens to run beside it
const baseUrl = env.VENUE_URL ?? (env.MARKET_MODE === 'live' ? undefined : env.PAPER_EXCHANGE_URL);
const provider = ccxtProvider(connectMarket({ exchange: env.VENUE_EXCHANGE, baseUrl }), {
  name: env.VENUE_NAME,
  clock: systemClock,
  baseInterval: env.BASE_INTERVAL,
});
const service = await startDataService({
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
  mode: env.MARKET_MODE,
  venueName: env.VENUE_NAME,
  symbols: env.MARKET_SYMBOLS,
  backfillBars: env.BACKFILL_BARS,
  watermarkMs: env.WATERMARK_MS,
  venueAdmin:
    env.PAPER_EXCHANGE_URL && env.PAPER_EXCHANGE_ADMIN_TOKEN
      ? { url: env.PAPER_EXCHANGE_URL, adminToken: env.PAPER_EXCHANGE_ADMIN_TOKEN }
      : null,
  ...(env.MARKET_FEED ? { provider } : {}),
});
closeWithGrace({ delay: 10_000 }, async () => service.stop());
