import { flag, httpEnv, jsonOf, loadConfig, whole } from '@orbiquant/platform-config';
import { z } from 'zod';

const quantityText = z.string().regex(/^\d+(\.\d{1,8})?$/);

/** An account that exists from the first start on; a restart never resets it. */
const SeedAccount = z.object({
  apiKey: z.string().min(1),
  secret: z.string().min(1),
  balances: z.record(z.string(), quantityText).default({}),
});
export type SeedAccount = z.output<typeof SeedAccount>;

/** The venue's settings. */
export const config = () =>
  loadConfig({
    ...httpEnv,
    HTTP_PORT: whole(3088),
    /** The exchange's own database; without one its state lives and dies with the process. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    MARKET_MODE: z.enum(['synthetic', 'replay']).default('synthetic'),
    MARKET_SEED: z.string().min(1).default('orbiquant'),
    /** Market seconds per second of the wall. */
    MARKET_SPEED: z.coerce.number().positive().max(100_000).default(60),
    /** Where the synthetic market's trading starts; 60 days of history lie before it. */
    MARKET_START_MS: whole(Date.UTC(2025, 0, 1)),
    MARKET_STEPWISE: flag(false),
    REPLAY_FILES: z
      .string()
      .default('')
      .transform((list) => list.split(',').filter(Boolean)),
    /** Candles of the record that are history when the replay starts. */
    REPLAY_WARMUP: whole(0),
    EXCHANGE_ACCOUNTS: jsonOf(z.array(SeedAccount)).default([]),
    /** Opens the admin routes; without one they are closed. */
    ADMIN_TOKEN: z.string().min(8).optional(),
    FAULT_SEED: z.string().default('faults'),
    /** Request weight an address may use in a minute. */
    WEIGHT_PER_MINUTE: whole(6000, 1),
    /** New orders an account may send in ten seconds. */
    ORDERS_PER_10S: whole(100, 1),
  });
