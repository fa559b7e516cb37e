-- The exchange's own books. It stands for somebody else's venue, so nothing here is part of the platform's database.
-- Money and prices are whole units of 1e-8; times are epoch milliseconds of the market's clock.
CREATE SCHEMA IF NOT EXISTS exchange;

CREATE TABLE IF NOT EXISTS exchange.counters (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  clock_ms bigint NOT NULL,
  next_order_id bigint NOT NULL,
  next_fill_id bigint NOT NULL,
  next_list_id bigint NOT NULL,
  next_priority bigint NOT NULL,
  next_account_id bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS exchange.accounts (
  account_id bigint PRIMARY KEY,
  api_key text NOT NULL,
  secret text NOT NULL,
  updated_at_ms bigint NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS accounts_api_key ON exchange.accounts (api_key) WHERE api_key <> '';

CREATE TABLE IF NOT EXISTS exchange.balances (
  account_id bigint NOT NULL REFERENCES exchange.accounts DEFERRABLE INITIALLY DEFERRED,
  asset text NOT NULL,
  free numeric(38, 0) NOT NULL,
  locked numeric(38, 0) NOT NULL CHECK (locked >= 0),
  PRIMARY KEY (account_id, asset),
  -- account 1 is the house, which issues what it sells
  CHECK (free >= 0 OR account_id = 1)
);

CREATE TABLE IF NOT EXISTS exchange.orders (
  order_id bigint PRIMARY KEY,
  account_id bigint NOT NULL,
  list_id bigint NOT NULL,
  symbol text NOT NULL,
  client_order_id text NOT NULL,
  side text NOT NULL,
  type text NOT NULL,
  time_in_force text NOT NULL,
  status text NOT NULL,
  price numeric(38, 0) NOT NULL,
  stop_price numeric(38, 0) NOT NULL,
  quantity numeric(38, 0) NOT NULL,
  quote_quantity numeric(38, 0) NOT NULL,
  executed numeric(38, 0) NOT NULL,
  executed_quote numeric(38, 0) NOT NULL,
  locked numeric(38, 0) NOT NULL CHECK (locked >= 0),
  priority bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  updated_at_ms bigint NOT NULL,
  working_at_ms bigint NOT NULL,
  CHECK (executed <= quantity)
);

CREATE TABLE IF NOT EXISTS exchange.order_lists (
  list_id bigint PRIMARY KEY,
  account_id bigint NOT NULL,
  symbol text NOT NULL,
  client_list_id text NOT NULL,
  order_ids integer[] NOT NULL,
  is_done boolean NOT NULL,
  created_at_ms bigint NOT NULL,
  updated_at_ms bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS exchange.fills (
  fill_id bigint NOT NULL,
  order_id bigint NOT NULL,
  account_id bigint NOT NULL,
  list_id bigint NOT NULL,
  symbol text NOT NULL,
  side text NOT NULL,
  price numeric(38, 0) NOT NULL,
  quantity numeric(38, 0) NOT NULL CHECK (quantity > 0),
  quote_quantity numeric(38, 0) NOT NULL,
  fee numeric(38, 0) NOT NULL,
  fee_asset text NOT NULL,
  is_maker boolean NOT NULL,
  filled_at_ms bigint NOT NULL,
  PRIMARY KEY (fill_id, order_id)
);

CREATE TABLE IF NOT EXISTS exchange.deposits (
  key text PRIMARY KEY,
  account_id bigint NOT NULL,
  asset text NOT NULL,
  quantity numeric(38, 0) NOT NULL CHECK (quantity >= 0),
  deposited_at_ms bigint NOT NULL
);
