import { z } from 'zod';
import { jobsEnv } from './jobs/jobs-env.ts';
import { dbEnv, flag, httpEnv, jsonOf, loadConfig, serviceEnv, whole } from '@orbiquant/platform-config';

const DAY_MS = 24 * 3_600_000;
const secretJwk = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

/** Everything that an operator may set, checked at once. */
export const config = () =>
  loadConfig({
    ...httpEnv,
    ...dbEnv,
    ...serviceEnv,
    ...jobsEnv,
    /** Where the live relay listens. */
    SOCKET_PORT: whole(3082),
    DATA_SERVICE_URL: z.url(),
    ML_ENGINE_URL: z.url(),
    LLM_AGENT_URL: z.url(),
    TRADING_AGENTS_URL: z.url(),
    /** Ed25519 key that signs access tokens. */
    AUTH_PRIVATE_KEY: jsonOf(secretJwk),
    /** Where the single-page app is served from; other origins are refused. Several, separated by commas. */
    PUBLIC_ORIGIN: z.string().default('http://127.0.0.1:3080,http://localhost:3080'),
    /** Proxies of ours that stand before this service, each of which adds a hop to X-Forwarded-For. */
    TRUSTED_PROXIES: whole(0),
    /** Whether a labelled demonstration account and the Orion product are made at the start. */
    DEMO: flag(false),
    DEMO_INVESTOR_PASSWORD: z.string().min(12).optional(),
    DEMO_OPERATOR_PASSWORD: z.string().min(12).optional(),
    /** Key of the payment processor; without one card payments are off. */
    STRIPE_SECRET_KEY: z.string().min(1).optional(),
    /** An emulator's address; Stripe itself when absent. */
    STRIPE_BASE_URL: z.url().optional(),
    /** Secrets of our webhook endpoint, separated by commas: two while one replaces the other. */
    STRIPE_WEBHOOK_SECRETS: z.string().default(''),
    /** Where connected accounts are opened. */
    STRIPE_COUNTRY: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default('US'),
    /** How long money from a card stays before it can be withdrawn. */
    DEPOSIT_HOLD_MS: whole(7 * DAY_MS),
    /** How long no money leaves after bank details were changed. */
    WITHDRAWAL_COOL_OFF_MS: whole(2 * DAY_MS),
    /** For tests: where this process dies, hangs or fails, as `point:crash|hang|error@n`. */
    FAILPOINT: z.string().optional(),
    /** Whose days and months the pools live in: `market` where a market is replayed. */
    POOL_CALENDAR: z.enum(['wall', 'market']).default('wall'),
    /** Market time between scheduled strikes, in milliseconds. Absent: a day, and none by the calendar of a market, whose days are struck anyway. */
    STRIKE_INTERVAL_MARKET_MS: z.coerce.number().int().min(60_000).optional(),
  });
