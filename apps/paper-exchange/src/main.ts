import closeWithGrace from 'close-with-grace';
import { memoryExchangeStore, pgExchangeStore } from '@orbiquant/exchange-store';
import { config } from './config.ts';
import { startPaperExchange } from './start-paper-exchange.ts';
import type { MarketChoice } from './load-market.ts';

const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const settings = config();
  const market: MarketChoice =
    settings.MARKET_MODE === 'replay'
      ? { mode: 'replay', files: settings.REPLAY_FILES, warmupCandles: settings.REPLAY_WARMUP }
      : { mode: 'synthetic', seed: settings.MARKET_SEED, startMs: settings.MARKET_START_MS };
  const exchange = await startPaperExchange({
    port: settings.HTTP_PORT,
    host: settings.HTTP_HOST,
    market,
    speed: settings.MARKET_SPEED,
    isStepwise: settings.MARKET_STEPWISE,
    accounts: settings.EXCHANGE_ACCOUNTS,
    store: settings.DATABASE_URL === undefined ? memoryExchangeStore() : await pgExchangeStore(settings.DATABASE_URL),
    adminToken: settings.ADMIN_TOKEN,
    faultSeed: settings.FAULT_SEED,
    limits: { weightPerMinute: settings.WEIGHT_PER_MINUTE, ordersPer10s: settings.ORDERS_PER_10S },
    logLevel: settings.LOG_LEVEL,
    // memory is ahead of the store: only a restart brings them together again
    onFatal: (error) => {
      throw error;
    },
  });
  exchange.server.log.info({ url: exchange.url, market: market.mode }, 'the paper exchange trades');
  closeWithGrace({ delay: STOP_WITHIN_MS }, async ({ err }) => {
    if (err) exchange.server.log.fatal(err);
    await exchange.stop();
  });
}

await main();
