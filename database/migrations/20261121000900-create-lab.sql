-- Runs of the lab: ordered by a person, worked on by one worker at a time.
CREATE TABLE ml.backtests (
  run_id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('backtest', 'optimise', 'walk-forward', 'monte-carlo', 'robustness')),
  state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  strategy text NOT NULL,
  ordered jsonb NOT NULL,
  progress jsonb NOT NULL,
  problem jsonb,
  figures jsonb NOT NULL DEFAULT '{}',
  verdict jsonb,
  passes boolean,
  -- how often a worker has begun it; a run that kills its workers is not begun for ever
  attempts integer NOT NULL DEFAULT 0,
  claimed_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CONSTRAINT finished_runs_say_when CHECK ((state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE INDEX ON ml.backtests (user_id, run_id DESC);
CREATE INDEX ON ml.backtests (run_id) WHERE state IN ('queued', 'running');

CREATE TABLE ml.backtest_results (
  run_id uuid PRIMARY KEY REFERENCES ml.backtests,
  result jsonb NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

-- What a run has done so far, step by step: a worker that takes it up goes on from here and ends where it would have.
CREATE TABLE ml.backtest_checkpoints (
  run_id uuid NOT NULL REFERENCES ml.backtests,
  step integer NOT NULL CHECK (step >= 0),
  checkpoint jsonb NOT NULL,
  saved_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, step)
);

-- Every combination that was tried on a data set: what is tried often finds luck, so it must be counted.
CREATE TABLE ml.trials (
  data_digest text NOT NULL,
  family text NOT NULL,
  parameters_digest text NOT NULL,
  run_id uuid NOT NULL REFERENCES ml.backtests,
  -- not annualised; null when there was nothing to measure
  sharpe_per_day double precision,
  days integer NOT NULL CHECK (days >= 0),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (data_digest, family, parameters_digest)
);

-- Rules that people write: a set has versions, and a version never changes.
CREATE TABLE ml.rule_sets (
  rule_set_id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  forked_from uuid REFERENCES ml.rule_sets,
  forked_version integer,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT forks_name_a_version CHECK ((forked_from IS NULL) = (forked_version IS NULL))
);
CREATE INDEX ON ml.rule_sets (user_id, rule_set_id DESC);

CREATE TABLE ml.rule_versions (
  rule_set_id uuid NOT NULL REFERENCES ml.rule_sets,
  version integer NOT NULL CHECK (version > 0),
  name text NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  rules jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rule_set_id, version)
);

GRANT SELECT, INSERT ON ml.rule_versions TO orbiquant_ml_engine;
-- the lock that lets one saving of a set wait for another needs the right to update
GRANT SELECT, INSERT, UPDATE ON ml.rule_sets TO orbiquant_ml_engine;
GRANT SELECT, INSERT, UPDATE ON ml.backtests TO orbiquant_ml_engine;
GRANT SELECT, INSERT, DELETE ON ml.backtest_checkpoints TO orbiquant_ml_engine;
GRANT SELECT, INSERT ON ml.backtest_results, ml.trials TO orbiquant_ml_engine;
GRANT SELECT ON ml.backtests TO orbiquant_backend, orbiquant_llm_agent;
