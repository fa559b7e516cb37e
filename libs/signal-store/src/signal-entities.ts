import type { EntitySchemaColumnOptions } from 'typeorm';
import type { ModelStatus, Interval } from '@orbiquant/contracts';
import { EntitySchema, instantColumn } from '@orbiquant/platform-db';

type Column = EntitySchemaColumnOptions;
const text = (name?: string): Column => ({ type: 'text', ...(name ? { name } : {}) });
const key = (column: Column): Column => ({ ...column, primary: true });
const measured = (name: string): Column => ({ type: 'double precision', name });
const instant = (name: string): Column => ({ type: 'timestamptz', name, transformer: instantColumn });
const stamped = (name: string): Column => ({ ...instant(name), default: () => 'now()', insert: false, update: false });

export type ModelRow = { modelId: string; purpose: string; registeredAtMs: number };
export const ModelTable = new EntitySchema<ModelRow>({
  name: 'ml_models',
  schema: 'ml',
  tableName: 'models',
  columns: { modelId: key(text('model_id')), purpose: text(), registeredAtMs: stamped('registered_at') },
});

export type ModelVersionRow = {
  modelId: string;
  version: string;
  sha256: string;
  status: ModelStatus;
  card: unknown;
  registeredAtMs: number;
};
export const ModelVersionTable = new EntitySchema<ModelVersionRow>({
  name: 'ml_model_versions',
  schema: 'ml',
  tableName: 'model_versions',
  columns: {
    modelId: key(text('model_id')),
    version: key(text()),
    sha256: text(),
    status: text(),
    card: { type: 'jsonb' },
    registeredAtMs: stamped('registered_at'),
  },
});

/** Whose candles a forecast was made on: the market's, or ones that the caller brought along. */
export type PredictionSource = 'market' | 'given';

export type PredictionRow = {
  predictionId: string;
  modelId: string;
  modelVersion: string;
  status: ModelStatus;
  source: PredictionSource;
  symbol: string;
  interval: Interval;
  candleOpenTimeMs: number;
  asOfMs: number;
  horizonBars: number;
  expectedLogRange: number;
  baselineLogRange: number;
  low80: number;
  high80: number;
  lastClose: number;
  featureHash: string;
  features: number[];
  recordedAtMs: number;
};
export const PredictionTable = new EntitySchema<PredictionRow>({
  name: 'ml_predictions',
  schema: 'ml',
  tableName: 'predictions',
  columns: {
    predictionId: key({ type: 'uuid', name: 'prediction_id' }),
    modelId: text('model_id'),
    modelVersion: text('model_version'),
    status: text(),
    source: text(),
    symbol: text(),
    interval: text(),
    candleOpenTimeMs: instant('candle_open_time'),
    asOfMs: instant('as_of'),
    horizonBars: { type: 'integer', name: 'horizon_bars' },
    expectedLogRange: measured('expected_log_range'),
    baselineLogRange: measured('baseline_log_range'),
    low80: measured('low80'),
    high80: measured('high80'),
    lastClose: measured('last_close'),
    featureHash: text('feature_hash'),
    features: { type: 'double precision', array: true },
    recordedAtMs: stamped('recorded_at'),
  },
});

/** What came of a forecast; null where the candles that would tell are not there. */
export type OutcomeRow = { predictionId: string; outcomeLogRange: number | null; scoredAtMs: number };
export const OutcomeTable = new EntitySchema<OutcomeRow>({
  name: 'ml_prediction_outcomes',
  schema: 'ml',
  tableName: 'prediction_outcomes',
  columns: {
    predictionId: key({ type: 'uuid', name: 'prediction_id' }),
    outcomeLogRange: { ...measured('outcome_log_range'), nullable: true },
    scoredAtMs: stamped('scored_at'),
  },
});

export type ModelScoreRow = { modelId: string; version: string; scoredAtMs: number; score: unknown };
export const ModelScoreTable = new EntitySchema<ModelScoreRow>({
  name: 'ml_model_scores',
  schema: 'ml',
  tableName: 'model_scores',
  columns: {
    modelId: key(text('model_id')),
    version: key(text()),
    scoredAtMs: key(instant('scored_at')),
    score: { type: 'jsonb' },
  },
});

/** Every table that ml-engine writes. */
export const signalEntities = [ModelTable, ModelVersionTable, PredictionTable, OutcomeTable, ModelScoreTable];
