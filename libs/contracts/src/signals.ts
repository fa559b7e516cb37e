import { z } from 'zod';
import { asOfQuery, epochMs } from './codecs.ts';
import { Candle, Interval, Symbol } from './candles.ts';
import { route } from './route.ts';

/** Whether a model may act, only watch, or is off. */
export const ModelStatus = z.enum(['active', 'shadow', 'disabled']);
export type ModelStatus = z.output<typeof ModelStatus>;

/** A model's forecast of how far price will range, with the exact version that made it. */
export const RangePrediction = z.object({
  predictionId: z.string(),
  modelId: z.string(),
  modelVersion: z.string(),
  status: ModelStatus,
  symbol: z.string(),
  interval: Interval,
  /** Open time of the last closed candle it saw. */
  candleOpenTimeMs: epochMs,
  asOfMs: epochMs,
  /** Bars ahead that it speaks of. */
  horizonBars: z.number().int(),
  /** Expected ln(high/low) over the horizon; 0.01 = 1 %. */
  expectedLogRange: z.number(),
  /** The same forecast by the naive baseline, for comparison. */
  baselineLogRange: z.number(),
  /** Bounds that held `coverage` of outcomes out of sample. */
  interval80: z.object({ low: z.number(), high: z.number() }),
  lastClose: z.number(),
  featureHash: z.string(),
});
export type RangePrediction = z.output<typeof RangePrediction>;

const metric = z.object({ name: z.string(), model: z.number(), baseline: z.number(), unit: z.string() });

/** What a model is, how it was made, and how it did on data it had not seen. */
export const ModelCard = z.object({
  modelId: z.string(),
  version: z.string(),
  status: ModelStatus,
  purpose: z.string(),
  algorithm: z.string(),
  /** SHA-256 of the ONNX file. */
  sha256: z.string(),
  trainedOn: z.array(z.object({ dataset: z.string(), rows: z.number().int(), fromMs: epochMs, toMs: epochMs })),
  heldOut: z.array(
    z.object({ dataset: z.string(), rows: z.number().int(), metrics: z.array(metric), beatsBaseline: z.boolean() }),
  ),
  features: z.array(z.string()),
  limits: z.array(z.string()),
  seed: z.string(),
});
export type ModelCard = z.output<typeof ModelCard>;

export const predictRange = route({
  method: 'POST',
  path: '/api/v1/predict/range',
  summary: 'Forecast the range of the next bars from closed candles',
  access: 'service',
  body: z.object({
    symbol: Symbol,
    interval: Interval,
    asOf: epochMs.optional(),
    /** Raw closed candles instead of stored ones, oldest first. */
    candles: z.array(Candle).max(5000).optional(),
  }),
  response: RangePrediction,
});
export const getModels = route({
  method: 'GET',
  path: '/api/v1/models',
  summary: 'Models and their status',
  access: 'anyone',
  response: z.array(ModelCard),
});
export const getModelCard = route({
  method: 'GET',
  path: '/api/v1/models/:modelId/card',
  summary: 'A model card',
  access: 'anyone',
  params: z.object({ modelId: z.string().max(60) }),
  response: ModelCard,
});
export const getPredictions = route({
  method: 'GET',
  path: '/api/v1/predictions',
  summary: 'Stored predictions at asOf, newest first',
  access: 'anyone',
  query: z.object({ symbol: Symbol, limit: z.coerce.number().int().min(1).max(500).default(50), ...asOfQuery }),
  response: z.array(RangePrediction),
});
export const getPrediction = route({
  method: 'GET',
  path: '/api/v1/predictions/:predictionId',
  summary: 'One stored prediction',
  access: 'service',
  params: z.object({ predictionId: z.uuid() }),
  response: RangePrediction,
});
