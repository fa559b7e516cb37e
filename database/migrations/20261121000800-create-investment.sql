-- Pooled products: who put in what, what each strike was worth, and the fills that it was made of.
CREATE TABLE investment.products (
  product_id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  agent_id text NOT NULL UNIQUE CHECK (agent_id IN ('atlas', 'orion', 'nova')),
  currency text NOT NULL,
  investment_min_minor numeric(38,0) NOT NULL CHECK (investment_min_minor > 0),
  performance_fee numeric NOT NULL CHECK (performance_fee >= 0 AND performance_fee < 1),
  management_fee numeric NOT NULL CHECK (management_fee >= 0 AND management_fee < 1),
  status text NOT NULL CHECK (status IN ('open', 'closed')),
  risk_class integer NOT NULL CHECK (risk_class BETWEEN 1 AND 7),
  created_at timestamptz NOT NULL
);

-- `period` names what a strike was for; two workers cannot strike the same one.
CREATE TABLE investment.strikes (
  strike_id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES investment.products,
  number integer NOT NULL CHECK (number > 0),
  period text NOT NULL,
  at timestamptz NOT NULL,
  struck_at timestamptz NOT NULL,
  currency text NOT NULL,
  nav_minor numeric(38,0) NOT NULL CHECK (nav_minor > 0),
  units numeric(38,12) NOT NULL CHECK (units > 0),
  nav_per_unit numeric(38,12) NOT NULL CHECK (nav_per_unit > 0),
  pool_cash_minor numeric(38,0) NOT NULL CHECK (pool_cash_minor >= 0),
  accrued_fees_minor numeric(38,0) NOT NULL CHECK (accrued_fees_minor >= 0),
  venue_cash numeric NOT NULL,
  last_fill_id text,
  snapshot jsonb NOT NULL,
  snapshot_hash text NOT NULL,
  UNIQUE (product_id, number),
  CONSTRAINT one_strike_per_period UNIQUE (product_id, period)
);

CREATE TABLE investment.strike_positions (
  strike_id uuid NOT NULL REFERENCES investment.strikes,
  symbol text NOT NULL,
  quantity numeric NOT NULL,
  mark numeric NOT NULL,
  mark_at timestamptz NOT NULL,
  value numeric NOT NULL,
  fills integer NOT NULL,
  PRIMARY KEY (strike_id, symbol)
);

CREATE TABLE investment.subscriptions (
  subscription_id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES investment.products,
  user_id uuid NOT NULL REFERENCES auth.users,
  cash_minor numeric(38,0) NOT NULL CHECK (cash_minor > 0),
  status text NOT NULL CHECK (status IN ('queued', 'executed', 'refunded')),
  requested_at timestamptz NOT NULL,
  strike_id uuid REFERENCES investment.strikes,
  units numeric(38,12),
  nav_per_unit numeric(38,12),
  CHECK ((status = 'executed') = (strike_id IS NOT NULL AND units IS NOT NULL AND nav_per_unit IS NOT NULL))
);
CREATE INDEX ON investment.subscriptions (user_id, requested_at DESC);
CREATE INDEX ON investment.subscriptions (product_id) WHERE status = 'queued';

-- Units as they were issued. No user: the operator's own stake.
CREATE TABLE investment.unit_lots (
  lot_id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES investment.products,
  user_id uuid REFERENCES auth.users,
  strike_id uuid NOT NULL REFERENCES investment.strikes,
  units numeric(38,12) NOT NULL CHECK (units > 0),
  nav_per_unit numeric(38,12) NOT NULL CHECK (nav_per_unit > 0),
  cash_minor numeric(38,0) NOT NULL CHECK (cash_minor > 0)
);
CREATE INDEX ON investment.unit_lots (user_id, product_id);

-- Fills as they were told to us, in the order in which we folded them.
CREATE TABLE investment.fills (
  fill_id text PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  agent_id text NOT NULL,
  order_id text NOT NULL,
  decision_id text NOT NULL,
  venue_trade_id text NOT NULL,
  venue_order_id text NOT NULL,
  symbol text NOT NULL,
  side text NOT NULL CHECK (side IN ('buy', 'sell')),
  price numeric NOT NULL,
  quantity numeric NOT NULL,
  fee numeric NOT NULL,
  fee_asset text NOT NULL,
  filled_at timestamptz NOT NULL
);
CREATE INDEX ON investment.fills (agent_id, symbol, seq);

CREATE TABLE investment.positions (
  agent_id text NOT NULL,
  symbol text NOT NULL,
  quantity numeric NOT NULL,
  average_price numeric NOT NULL,
  realised_pnl numeric NOT NULL,
  fees_paid numeric NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (agent_id, symbol)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.strikes EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.strike_positions EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.unit_lots EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.fills EXECUTE FUNCTION public.refuse_change();

SELECT public.create_event_table('investment', 'events', 'orbiquant_backend');
SELECT public.create_cursor_table('investment', 'orbiquant_backend');

GRANT SELECT, INSERT, UPDATE ON investment.products, investment.subscriptions, investment.positions TO orbiquant_backend;
GRANT SELECT, INSERT ON investment.strikes, investment.strike_positions, investment.unit_lots, investment.fills TO orbiquant_backend;
GRANT SELECT ON investment.products, investment.strikes, investment.strike_positions TO orbiquant_llm_agent;
