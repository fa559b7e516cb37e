-- What models there are, and every forecast that one of them gave.
CREATE TABLE ml.models (
  model_id text PRIMARY KEY,
  purpose text NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now()
);

-- A version is its bytes: another digest is another version.
CREATE TABLE ml.model_versions (
  model_id text NOT NULL REFERENCES ml.models,
  version text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  status text NOT NULL CHECK (status IN ('active', 'shadow', 'disabled')),
  card jsonb NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (model_id, version)
);

-- `source` keeps forecasts on candles that a caller brought along apart from those on the market's own.
CREATE TABLE ml.predictions (
  prediction_id uuid PRIMARY KEY,
  model_id text NOT NULL,
  model_version text NOT NULL,
  status text NOT NULL,
  source text NOT NULL CHECK (source IN ('market', 'given')),
  symbol text NOT NULL,
  "interval" text NOT NULL,
  candle_open_time timestamptz NOT NULL,
  as_of timestamptz NOT NULL,
  horizon_bars integer NOT NULL CHECK (horizon_bars > 0),
  expected_log_range double precision NOT NULL CHECK (expected_log_range > 0),
  baseline_log_range double precision NOT NULL,
  low80 double precision NOT NULL,
  high80 double precision NOT NULL,
  last_close double precision NOT NULL,
  feature_hash text NOT NULL,
  features double precision[] NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (model_id, model_version) REFERENCES ml.model_versions,
  CONSTRAINT one_prediction_per_view UNIQUE (model_id, model_version, source, symbol, "interval", candle_open_time, feature_hash)
);
CREATE INDEX ON ml.predictions (symbol, as_of DESC);

SELECT public.create_event_table('ml', 'events', 'orbiquant_ml_engine');

GRANT SELECT, INSERT, UPDATE ON ml.models, ml.model_versions TO orbiquant_ml_engine;
GRANT SELECT, INSERT ON ml.predictions TO orbiquant_ml_engine;
GRANT SELECT ON ml.models, ml.model_versions, ml.predictions TO orbiquant_backend, orbiquant_llm_agent;
