import { z } from 'zod';
import { Candle, Interval, Symbol } from './candles.ts';
import { epochMs } from './codecs.ts';
import { LabResult, Series } from './lab-result.ts';
import { LabKind, LabOrder, LabRun } from './lab-run.ts';
import { route } from './route.ts';

/** A parameter of a strategy as a form shows it. */
export const StrategyParameter = z.object({
  name: z.string(),
  kind: z.enum(['integer', 'number']),
  min: z.number(),
  max: z.number(),
  default: z.number(),
});
export type StrategyParameter = z.output<typeof StrategyParameter>;

/** A strategy that the lab knows. */
export const StrategyInfo = z.object({ name: z.string(), parameters: z.array(StrategyParameter) });
export type StrategyInfo = z.output<typeof StrategyInfo>;

/** Which run. */
export const LabRunKey = z.object({ runId: z.uuid() });
export type LabRunKey = z.output<typeof LabRunKey>;

export const getStrategies = route({
  method: 'GET',
  path: '/api/v1/lab/strategies',
  summary: 'Strategies that the lab can run, with their parameters',
  access: 'signed-in',
  response: z.array(StrategyInfo),
});
export const createLabRun = route({
  method: 'POST',
  path: '/api/v1/lab/runs',
  summary: 'Order a run; it is worked on in the background',
  access: 'signed-in',
  body: LabOrder,
  response: LabRun,
  status: 202,
  idempotent: true,
});
export const getLabRuns = route({
  method: 'GET',
  path: '/api/v1/lab/runs',
  summary: 'My runs, newest first',
  access: 'signed-in',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    /** Runs that were ordered before this one. */
    before: z.uuid().optional(),
    kind: LabKind.optional(),
    strategy: z.string().max(60).optional(),
    /** Only runs whose verdict passes. */
    passing: z.stringbool().optional(),
  }),
  response: z.array(LabRun),
});
export const getLabRun = route({
  method: 'GET',
  path: '/api/v1/lab/runs/:runId',
  summary: 'A run and how far it is',
  access: 'signed-in',
  params: LabRunKey,
  response: LabRun,
});
export const getLabResult = route({
  method: 'GET',
  path: '/api/v1/lab/runs/:runId/result',
  summary: 'What a finished run shows',
  access: 'signed-in',
  params: LabRunKey,
  response: LabResult,
});
export const cancelLabRun = route({
  method: 'POST',
  path: '/api/v1/lab/runs/:runId/cancel',
  summary: 'Stop a run; what it has found so far is not kept as a result',
  access: 'signed-in',
  params: LabRunKey,
  response: LabRun,
});

/** A report of a finished run as a file; not a `route` because its answer is not JSON. */
export const LAB_REPORT_PATH = '/api/v1/lab/runs/:runId/report';
export const LabReportQuery = z.object({
  format: z.enum(['html', 'pdf', 'xlsx']),
  language: z.enum(['es', 'en']).default('es'),
});
export type LabReportQuery = z.output<typeof LabReportQuery>;

/** HMA/SMA over stored candles: averages and entries as a chart draws them. `null` in warm-up. */
export const HmaSmaRun = z.object({
  candles: z.array(Candle),
  sma200: Series,
  hma200_1h: Series,
  hma200_4h: Series,
  entries: z.array(z.object({ time: epochMs, direction: z.enum(['long', 'short']) })),
  should_enter_long: z.boolean(),
  should_enter_short: z.boolean(),
});
export type HmaSmaRun = z.output<typeof HmaSmaRun>;

const hmaSmaQuery = z.object({
  symbol: Symbol,
  timeframe: Interval.default('5m'),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
  asOf: z.coerce.number().int().min(0).optional(),
});
export const getHmaSma = route({
  method: 'GET',
  path: '/api/v1/strategies/hma-sma',
  summary: 'HMA/SMA on stored candles: averages and entries',
  access: 'signed-in',
  query: hmaSmaQuery,
  response: HmaSmaRun,
});
/** The same under the path of the bot that this strategy comes from. */
export const getHmaSmaCompatible = route({
  method: 'GET',
  path: '/api/strategies/hma-sma/run/',
  summary: 'HMA/SMA on stored candles, under its former path',
  access: 'signed-in',
  query: hmaSmaQuery,
  response: HmaSmaRun,
});
