import { z } from 'zod';
import { epochMs } from './codecs.ts';
import { MarketClock } from './market.ts';
import { route } from './route.ts';

/** One check of a readiness answer. */
export const HealthCheck = z.object({
  name: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  sinceMs: epochMs.nullable(),
});
export type HealthCheck = z.output<typeof HealthCheck>;
/** Whether a service can do its work now, check by check. */
export const Readiness = z.object({ service: z.string(), ready: z.boolean(), checks: z.array(HealthCheck) });
export type Readiness = z.output<typeof Readiness>;

/** What the shell shows at all times: mode, clock, and which services answer. */
export const SystemStatus = z.object({
  mode: z.enum(['synthetic', 'replay', 'paper', 'live']),
  clock: MarketClock.nullable(),
  services: z.array(z.object({ name: z.string(), ready: z.boolean(), detail: z.string() })),
  version: z.string(),
});
export type SystemStatus = z.output<typeof SystemStatus>;
export const getSystemStatus = route({
  method: 'GET',
  path: '/api/v1/system/status',
  summary: 'Mode, market clock and services',
  access: 'anyone',
  response: SystemStatus,
});
