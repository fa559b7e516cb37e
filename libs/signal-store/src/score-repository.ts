import type { Interval, ModelScore } from '@orbiquant/contracts';
import type { DataSource } from '@orbiquant/platform-db';
import type { Scored } from '@orbiquant/signal';
import { ModelScoreTable } from './signal-entities.ts';

/** A forecast of which nobody has noted yet what came of it. */
export type OpenForecast = {
  predictionId: string;
  symbol: string;
  interval: Interval;
  asOfMs: number;
  horizonBars: number;
};

/** A version of a model with its forecasts and what came of them, oldest first, the baseline's beside it. */
export type ServedVersion = {
  modelId: string;
  version: string;
  horizonBars: number;
  model: Scored[];
  baseline: number[];
};

/** What came of forecasts, and how models have done. */
export type ScoreRepository = {
  /** Forecasts on the market's own candles without an outcome, oldest first. */
  open(limit: number): Promise<OpenForecast[]>;
  /** Notes outcomes; null where the candles that would tell are missing. One that is noted stays. */
  note(outcomes: ReadonlyArray<{ predictionId: string; outcomeLogRange: number | null }>): Promise<void>;
  /** The newest `rows` scored forecasts of every version. */
  served(rows: number): Promise<ServedVersion[]>;
  record(score: ModelScore): Promise<void>;
  history(modelId: string, limit: number): Promise<ModelScore[]>;
};

type ServedRow = {
  model_id: string;
  model_version: string;
  horizon_bars: number;
  forecast: number;
  baseline: number;
  low: number;
  high: number;
  outcome: number;
};

export const scoreRepository = (db: DataSource): ScoreRepository => ({
  open: (limit) => openForecasts(db, limit),

  async note(outcomes) {
    await db.query(
      `INSERT INTO ml.prediction_outcomes (prediction_id, outcome_log_range) SELECT * FROM unnest($1::uuid[], $2::double precision[]) ON CONFLICT DO NOTHING`,
      [outcomes.map(({ predictionId }) => predictionId), outcomes.map(({ outcomeLogRange }) => outcomeLogRange)],
    );
  },

  async served(limit) {
    const rows = (await db.query(
      `SELECT * FROM (
         SELECT p.model_id, p.model_version, p.horizon_bars, p.expected_log_range AS forecast, p.baseline_log_range AS baseline, p.low80 AS low, p.high80 AS high,
                o.outcome_log_range AS outcome, p.as_of, row_number() OVER (PARTITION BY p.model_id, p.model_version ORDER BY p.as_of DESC, p.prediction_id) AS age
           FROM ml.predictions p JOIN ml.prediction_outcomes o USING (prediction_id) WHERE o.outcome_log_range IS NOT NULL) scored
        WHERE age <= $1 ORDER BY model_id, model_version, age DESC`,
      [limit],
    )) as ServedRow[];
    return byVersion(rows);
  },

  async record(score) {
    const { modelId, version, scoredAtMs } = score;
    await db.manager
      .createQueryBuilder()
      .insert()
      .into(ModelScoreTable)
      .values({ modelId, version, scoredAtMs, score })
      .orIgnore()
      .execute();
  },

  async history(modelId, limit) {
    const rows = await db.manager.find(ModelScoreTable, {
      where: { modelId },
      order: { scoredAtMs: 'DESC' },
      take: limit,
    });
    return rows.map(({ score }) => score as ModelScore);
  },
});

async function openForecasts(db: DataSource, limit: number): Promise<OpenForecast[]> {
  const rows = (await db.query(
    `SELECT p.prediction_id, p.symbol, p."interval", p.as_of, p.horizon_bars FROM ml.predictions p
      WHERE p.source = 'market' AND NOT EXISTS (SELECT 1 FROM ml.prediction_outcomes o WHERE o.prediction_id = p.prediction_id)
      ORDER BY p.as_of, p.prediction_id LIMIT $1`,
    [limit],
  )) as Array<{ prediction_id: string; symbol: string; interval: Interval; as_of: Date; horizon_bars: number }>;
  return rows.map((row) => ({
    predictionId: row.prediction_id,
    symbol: row.symbol,
    interval: row.interval,
    asOfMs: row.as_of.getTime(),
    horizonBars: row.horizon_bars,
  }));
}

function byVersion(rows: readonly ServedRow[]): ServedVersion[] {
  const versions = new Map<string, ServedVersion>();
  for (const { model_id: modelId, model_version: version, horizon_bars: horizonBars, baseline, ...scored } of rows) {
    const key = `${modelId}\n${version}`;
    const served = versions.get(key) ?? { modelId, version, horizonBars, model: [], baseline: [] };
    const { forecast, low, high, outcome } = scored;
    served.model.push({ forecast, low, high, outcome });
    served.baseline.push(baseline);
    versions.set(key, served);
  }
  return [...versions.values()];
}
