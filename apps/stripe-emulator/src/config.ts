import { httpEnv, jsonOf, loadConfig, whole } from '@orbiquant/platform-config';
import { z } from 'zod';

const HOUR_MS = 3_600_000;

/** A list in one variable, separated by commas. */
const listed = () =>
  z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean));

/** The emulator's settings. */
export const config = () =>
  loadConfig({
    ...httpEnv,
    HTTP_PORT: whole(3087),
    /** Where its journal lies; without one its books live and die with the process. */
    STATE_FOLDER: z.string().min(1).optional(),
    /** Where browsers reach its hosted pages, when that is not where it listens. */
    PUBLIC_URL: z.url().optional(),
    EMULATOR_SEED: z.string().min(1).default('orbiquant'),
    /** Secret keys that are let in, separated by commas; none lets every key in. */
    STRIPE_API_KEYS: listed(),
    /** Where events are delivered; without one nowhere. */
    WEBHOOK_URL: z.url().optional(),
    /** Each signs every delivery: two during a roll. */
    WEBHOOK_SECRETS: listed(),
    /** Opens the admin routes; without one they are closed. */
    ADMIN_TOKEN: z.string().min(8).optional(),
    FAULT_SEED: z.string().default('faults'),
    /** Minor units by currency that the platform owns at the very start, as text. */
    OPENING_BALANCES: jsonOf(z.record(z.string().regex(/^[a-z]{3}$/), z.string().regex(/^\d{1,15}$/))).default({}),
    FEE_BPS: whole(290),
    FEE_FIXED: whole(30),
    SETTLEMENT_MS: whole(48 * HOUR_MS),
    PAYOUT_IN_TRANSIT_MS: whole(HOUR_MS),
    PAYOUT_PAID_MS: whole(48 * HOUR_MS),
  });
