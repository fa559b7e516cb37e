-- What the agents decide, order and get filled. One writer: trading-agents.
CREATE TABLE trading.agents (
  agent_id text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('recovering','active','paused','reducing','halted','stopped')),
  state_reason jsonb,
  mandate jsonb NOT NULL,
  venue_account text NOT NULL,
  quote_asset text NOT NULL,
  started_equity numeric,
  equity_peak numeric NOT NULL DEFAULT 0,
  journal_head text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- What the venue account held before our first order: balances are this plus our fills, to the last digit.
CREATE TABLE trading.account_openings (
  agent_id text NOT NULL REFERENCES trading.agents,
  asset text NOT NULL,
  quantity numeric NOT NULL,
  PRIMARY KEY (agent_id, asset)
);

CREATE TABLE trading.decisions (
  decision_id uuid PRIMARY KEY,
  agent_id text NOT NULL REFERENCES trading.agents,
  symbol text NOT NULL,
  interval text NOT NULL,
  candle_open_time timestamptz NOT NULL,
  as_of timestamptz NOT NULL,
  action text NOT NULL,
  verdict text NOT NULL,
  side text,
  quantity numeric,
  price numeric NOT NULL,
  invalidation_price numeric,
  reasons jsonb NOT NULL,
  votes jsonb NOT NULL,
  prediction_id text,
  model_version text,
  feature_hash text NOT NULL,
  config_hash text NOT NULL,
  intent_ids text[] NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  journal_seq bigint GENERATED ALWAYS AS IDENTITY,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (agent_id, symbol, interval, candle_open_time),
  UNIQUE (agent_id, previous_hash)
);
CREATE INDEX decisions_newest ON trading.decisions (agent_id, journal_seq DESC);
CREATE INDEX decisions_acted ON trading.decisions (agent_id, verdict, journal_seq DESC);

CREATE TABLE trading.orders (
  order_id uuid PRIMARY KEY,
  agent_id text NOT NULL REFERENCES trading.agents,
  decision_id uuid NOT NULL REFERENCES trading.decisions,
  intent_id text NOT NULL UNIQUE,
  client_order_id text NOT NULL UNIQUE,
  venue_order_id text,
  symbol text NOT NULL,
  side text NOT NULL,
  type text NOT NULL,
  purpose text NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  limit_price numeric,
  stop_price numeric,
  filled_quantity numeric NOT NULL DEFAULT 0,
  filled_notional numeric NOT NULL DEFAULT 0,
  state text NOT NULL,
  reason text,
  sent_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX orders_live ON trading.orders (agent_id, symbol) WHERE state IN ('pending','sending','unknown','open','partially-filled','canceling');
CREATE INDEX orders_newest ON trading.orders (agent_id, created_at DESC);
CREATE INDEX orders_by_purpose ON trading.orders (agent_id, purpose, created_at DESC);
CREATE INDEX orders_of_decision ON trading.orders (decision_id);

CREATE TABLE trading.fills (
  fill_id uuid PRIMARY KEY,
  agent_id text NOT NULL REFERENCES trading.agents,
  order_id uuid NOT NULL REFERENCES trading.orders,
  decision_id uuid NOT NULL REFERENCES trading.decisions,
  venue text NOT NULL,
  venue_trade_id text NOT NULL,
  venue_order_id text NOT NULL,
  symbol text NOT NULL,
  side text NOT NULL,
  price numeric NOT NULL CHECK (price > 0),
  quantity numeric NOT NULL CHECK (quantity > 0),
  fee numeric NOT NULL,
  fee_asset text NOT NULL,
  filled_at timestamptz NOT NULL,
  fill_seq bigint GENERATED ALWAYS AS IDENTITY,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (venue, symbol, venue_trade_id)
);
CREATE INDEX fills_newest ON trading.fills (agent_id, fill_seq DESC);
CREATE INDEX fills_of_order ON trading.fills (order_id);

-- Trades of the account that none of our orders caused: reported, never touched.
CREATE TABLE trading.foreign_trades (
  agent_id text NOT NULL REFERENCES trading.agents,
  venue text NOT NULL,
  symbol text NOT NULL,
  venue_trade_id text NOT NULL,
  payload jsonb NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (venue, symbol, venue_trade_id)
);

CREATE TABLE trading.equity_points (
  agent_id text NOT NULL REFERENCES trading.agents,
  at timestamptz NOT NULL,
  equity numeric NOT NULL,
  cash numeric NOT NULL,
  PRIMARY KEY (agent_id, at)
);

CREATE TABLE trading.agent_commands (
  agent_id text NOT NULL REFERENCES trading.agents,
  idempotency_key text NOT NULL,
  command text NOT NULL,
  note text NOT NULL,
  user_id text NOT NULL,
  commanded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (agent_id, idempotency_key)
);

SELECT public.create_event_table('trading', 'agent_events', 'orbiquant_trading_agents');

GRANT SELECT, INSERT, UPDATE ON trading.agents, trading.orders TO orbiquant_trading_agents;
GRANT SELECT, INSERT ON trading.account_openings, trading.decisions, trading.fills, trading.foreign_trades, trading.equity_points, trading.agent_commands TO orbiquant_trading_agents;
GRANT SELECT ON trading.agents, trading.decisions, trading.orders, trading.fills, trading.account_openings, trading.equity_points TO orbiquant_backend;
