import { z } from 'zod';
import { dbEnv, httpEnv, loadConfig, serviceEnv } from '@orbiquant/platform-config';

/** What trading-agents is told at start. Trading limits are not here: they are rows. */
export const config = () =>
  loadConfig({
    ...httpEnv,
    ...dbEnv,
    ...serviceEnv,
    DATA_SERVICE_URL: z.url(),
    ML_ENGINE_URL: z.url(),
    /** CCXT's name of the exchange. */
    VENUE_EXCHANGE: z.string().default('binance'),
    /** Where it answers; left out, its own address. */
    VENUE_URL: z.url().optional(),
    VENUE_NAME: z.string().default('paper'),
    ORION_API_KEY: z.string().min(1),
    ORION_API_SECRET: z.string().min(1),
    /** Instruments that Orion trades, of those the venue has. */
    ORION_SYMBOLS: z
      .string()
      .default('BTC/USDT,ETH/USDT,SOL/USDT')
      .transform((list) => list.split(',').map((symbol) => symbol.trim())),
    QUOTE_ASSET: z.string().default('USDT'),
    /** Named places at which the process dies, for crash tests; never set in production. */
    FAILPOINT: z.string().optional(),
  });
