import { z } from 'zod';

/** A flag: `true`, `false`, `1`, `0`, `yes`, `no`. */
export const flag = (fallback: boolean) => z.stringbool().default(fallback);

/** A whole number with a default. */
export const whole = (fallback: number, min = 0) => z.coerce.number().int().min(min).default(fallback);

/** JSON text that holds a value of `schema`. */
export const jsonOf = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'not valid JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** Where a service listens, and how much it logs. */
export const httpEnv = {
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65535),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
};

/** The service's own database role. */
export const dbEnv = { DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }) };

/** Who this service is, how it signs, and whom it accepts. Keys are Ed25519 JWKs. */
export const serviceEnv = {
  SERVICE_NAME: z.string().min(1),
  SERVICE_PRIVATE_KEY: jsonOf(
    z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() }),
  ),
  /** Public keys by service name. */
  SERVICE_PUBLIC_KEYS: jsonOf(
    z.record(z.string(), z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })),
  ),
  /** Names of the services that may call this one. */
  SERVICE_CALLERS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter(Boolean)),
};
