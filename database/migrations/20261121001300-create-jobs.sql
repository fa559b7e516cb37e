-- What is to be done when: one row a job and period, claimed by one worker at a time. The rows are the truth; a bell only wakes.
CREATE TABLE financial.job_schedules (
  job text PRIMARY KEY,
  since timestamptz NOT NULL,
  last_period text
);

-- `epoch` counts the workers that took a duty up; only the newest one may write.
CREATE TABLE financial.duties (
  job text NOT NULL,
  period text NOT NULL CHECK (period ~ '^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}Z)?)?$'),
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
  epoch bigint NOT NULL,
  worker text,
  lease_until timestamptz,
  not_before timestamptz NOT NULL,
  attempts integer NOT NULL,
  failures integer NOT NULL,
  crashes integer NOT NULL,
  enqueued_at timestamptz NOT NULL,
  started_at timestamptz,
  claimed_at timestamptz,
  finished_at timestamptz,
  worked_ms bigint NOT NULL,
  fault_code text,
  fault_reason text,
  CONSTRAINT one_duty_per_period PRIMARY KEY (job, period),
  CHECK ((state = 'running') = (lease_until IS NOT NULL)),
  CHECK ((state IN ('done', 'dead')) = (finished_at IS NOT NULL))
);
CREATE INDEX ON financial.duties (job, period) WHERE state IN ('waiting', 'running');

-- How far a duty has come, account by account; written in the transaction of the account's effect.
CREATE TABLE financial.duty_accounts (
  job text NOT NULL,
  period text NOT NULL,
  account text NOT NULL CHECK (length(account) BETWEEN 1 AND 200),
  state text NOT NULL CHECK (state IN ('served', 'open', 'dead')),
  epoch bigint NOT NULL,
  tries integer NOT NULL,
  successes integer NOT NULL,
  errors integer NOT NULL,
  note text,
  fault_code text,
  fault_reason text,
  changed_at timestamptz NOT NULL,
  CONSTRAINT one_service_per_account PRIMARY KEY (job, period, account),
  FOREIGN KEY (job, period) REFERENCES financial.duties ON DELETE CASCADE
);

-- What was given up after repeated failure; an empty account means the whole period.
CREATE TABLE financial.job_dead_letters (
  job text NOT NULL,
  period text NOT NULL,
  account text NOT NULL,
  tries integer NOT NULL,
  code text NOT NULL,
  reason text NOT NULL,
  died_at timestamptz NOT NULL,
  settled_at timestamptz,
  PRIMARY KEY (job, period, account)
);
CREATE INDEX ON financial.job_dead_letters (job) WHERE settled_at IS NULL;

-- The inbox of the settlement is an event table like any other: append-only, read in order of commit, with a bell.
SELECT public.create_event_table('financial', 'events', 'orbiquant_backend');
SELECT public.create_cursor_table('financial', 'orbiquant_backend');

-- What was read from the inbox, with the day on which it counts; that is decided once.
CREATE TABLE financial.settlement_facts (
  channel text NOT NULL CHECK (channel IN ('trading_results', 'capital_data', 'user_data', 'macro_data')),
  fact_id text NOT NULL,
  day text NOT NULL CHECK (day ~ '^\d{4}-\d{2}-\d{2}$'),
  at timestamptz NOT NULL,
  is_late boolean NOT NULL,
  fact jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (channel, fact_id)
);
CREATE INDEX ON financial.settlement_facts (day);
CREATE INDEX ON financial.settlement_facts (at DESC) WHERE channel = 'macro_data';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.settlement_facts EXECUTE FUNCTION public.refuse_change();

CREATE TABLE financial.settlement_dead_letters (
  channel text NOT NULL,
  event_key text NOT NULL,
  day text NOT NULL,
  reason text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (channel, event_key)
);
CREATE INDEX ON financial.settlement_dead_letters (recorded_at DESC);

-- One row: up to when the days are closed, and how far the house's own fills have been told. The day of the installation is the first open one.
CREATE TABLE financial.settlement_books (
  book_id integer PRIMARY KEY CHECK (book_id = 1),
  closed_until timestamptz NOT NULL,
  fill_seq bigint NOT NULL
);
INSERT INTO financial.settlement_books VALUES (1, date_trunc('day', now(), 'UTC'), 0);

-- Reports are written once: the close of a day, and each look within it.
CREATE TABLE financial.settlement_reports (
  day text NOT NULL CHECK (day ~ '^\d{4}-\d{2}-\d{2}$'),
  cycle text NOT NULL,
  settled_at timestamptz NOT NULL,
  report jsonb NOT NULL,
  CONSTRAINT one_report_per_cycle PRIMARY KEY (day, cycle)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.settlement_reports EXECUTE FUNCTION public.refuse_change();

-- What came of a forecast, and how each version of a model has done.
CREATE TABLE ml.prediction_outcomes (
  prediction_id uuid PRIMARY KEY REFERENCES ml.predictions,
  outcome_log_range double precision CHECK (outcome_log_range > 0),
  scored_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE ml.model_scores (
  model_id text NOT NULL,
  version text NOT NULL,
  scored_at timestamptz NOT NULL,
  score jsonb NOT NULL,
  PRIMARY KEY (model_id, version, scored_at),
  FOREIGN KEY (model_id, version) REFERENCES ml.model_versions
);
CREATE INDEX ON ml.predictions (as_of) WHERE source = 'market';

-- Accounts that were closed long ago: who it was is kept apart, the ledger keeps knowing the id alone.
CREATE TABLE auth.archived_accounts (
  user_id uuid PRIMARY KEY REFERENCES auth.users,
  email text NOT NULL,
  display_name text NOT NULL,
  archived_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE ON financial.job_schedules, financial.settlement_books TO orbiquant_backend;
GRANT SELECT, INSERT, UPDATE, DELETE ON financial.duties, financial.duty_accounts, financial.job_dead_letters TO orbiquant_backend;
GRANT SELECT, INSERT ON financial.settlement_facts, financial.settlement_dead_letters, financial.settlement_reports, auth.archived_accounts TO orbiquant_backend;
GRANT SELECT, INSERT ON ml.prediction_outcomes, ml.model_scores TO orbiquant_ml_engine;
GRANT SELECT ON ml.prediction_outcomes, ml.model_scores TO orbiquant_backend;
-- What the clean-up may remove: checkouts that came to nothing, work of the outbox that is long done, ended sessions. No row of the books.
GRANT DELETE ON financial.deposits, financial.effects, auth.sessions TO orbiquant_backend;
