import { withSlash } from '@orbiquant/contracts';
import { dbEnv, flag, httpEnv, loadConfig, serviceEnv, whole } from '@orbiquant/platform-config';
import { z } from 'zod';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** What data-service is told at start. */
export const config = () =>
  loadConfig({
    ...httpEnv,
    HTTP_PORT: whole(3084),
    ...dbEnv,
    ...serviceEnv,
    /** Whether to follow a venue at all; without one the service serves what is stored. */
    MARKET_FEED: flag(true),
    /** CCXT's name of the exchange. */
    VENUE_EXCHANGE: z.string().default('binance'),
    /** Where it answers; left out, its own address. */
    VENUE_URL: z.url().optional(),
    VENUE_NAME: z.string().default('paper'),
    /** Instruments to follow; left out, all that the venue has. */
    MARKET_SYMBOLS: list.transform((symbols) => symbols.map(withSlash)),
    /** The finest interval that is stored; left out, the finest of the venue. */
    BASE_INTERVAL: z.enum(['1m', '5m', '15m', '30m', '1h']).optional(),
    /** Base candles of history to fetch when there are none. */
    BACKFILL_BARS: whole(5_000),
    /** How long after its end a candle still takes trades, ms of market time. */
    WATERMARK_MS: whole(1_000),
    /** Live figures: what a simulation is said to be when it cannot be asked. */
    MARKET_MODE: z.enum(['synthetic', 'replay', 'paper', 'live']).default('paper'),
    /** The paper exchange's own account of its market, asked only for mode and end of a replay. */
    PAPER_EXCHANGE_URL: z.url().optional(),
    PAPER_EXCHANGE_ADMIN_TOKEN: z.string().optional(),
  });

export type DataServiceConfig = ReturnType<typeof config>;
