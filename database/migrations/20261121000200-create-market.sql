-- What the market said. One writer: data-service.
CREATE TABLE trading.instruments (
  symbol text PRIMARY KEY,
  base text NOT NULL,
  quote text NOT NULL,
  venue text NOT NULL,
  tick_size numeric NOT NULL CHECK (tick_size > 0),
  step_size numeric NOT NULL CHECK (step_size > 0),
  quantity_min numeric NOT NULL,
  notional_min numeric NOT NULL,
  base_interval text NOT NULL,
  providers text[] NOT NULL,
  active boolean NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Candles as a venue or a file gave them, or as they were folded from the venue's trades. Closed ones only.
CREATE TABLE trading.candles (
  symbol text NOT NULL,
  interval text NOT NULL,
  open_time timestamptz NOT NULL,
  open numeric NOT NULL,
  high numeric NOT NULL,
  low numeric NOT NULL,
  close numeric NOT NULL,
  volume numeric NOT NULL,
  provider text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (symbol, interval, open_time),
  CHECK (low > 0 AND low <= LEAST(open, close) AND high >= GREATEST(open, close) AND volume >= 0 AND high < 'Infinity' AND volume < 'Infinity')
) PARTITION BY RANGE (open_time);

-- What a candle said before it was corrected: nothing that somebody may have decided on is lost.
CREATE TABLE trading.candle_revisions (
  symbol text NOT NULL,
  interval text NOT NULL,
  open_time timestamptz NOT NULL,
  revision integer NOT NULL,
  open numeric NOT NULL,
  high numeric NOT NULL,
  low numeric NOT NULL,
  close numeric NOT NULL,
  volume numeric NOT NULL,
  provider text NOT NULL,
  recorded_at timestamptz NOT NULL,
  superseded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (symbol, interval, open_time, revision)
);

-- Coarser candles, always recomputable from trading.candles; covered_ms below the full length means a hole inside.
CREATE TABLE trading.derived_candles (
  symbol text NOT NULL,
  interval text NOT NULL,
  open_time timestamptz NOT NULL,
  open numeric NOT NULL,
  high numeric NOT NULL,
  low numeric NOT NULL,
  close numeric NOT NULL,
  volume numeric NOT NULL,
  source_interval text NOT NULL,
  bars integer NOT NULL,
  covered_ms bigint NOT NULL,
  complete boolean NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (symbol, interval, open_time)
);

-- What the quality gate refused, as it came.
CREATE TABLE trading.candle_quarantine (
  source text NOT NULL,
  row_key text NOT NULL,
  symbol text NOT NULL,
  interval text NOT NULL,
  open_time timestamptz,
  reason text NOT NULL,
  raw text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source, row_key)
);
CREATE INDEX candle_quarantine_of ON trading.candle_quarantine (symbol, interval, reason);

-- Files that were imported, and how far: an import that was cut off goes on where it stopped.
CREATE TABLE trading.imports (
  sha256 text NOT NULL,
  symbol text NOT NULL,
  interval text NOT NULL,
  file text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done')),
  lines integer NOT NULL,
  inserted integer NOT NULL,
  revised integer NOT NULL,
  unchanged integer NOT NULL,
  quarantined jsonb NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (sha256, symbol, interval)
);

-- The newest trade that is wholly inside stored candles: after a restart the tape is read on from here.
CREATE TABLE trading.feed_cursors (
  symbol text PRIMARY KEY,
  venue text NOT NULL,
  last_trade_id text NOT NULL,
  candles_before timestamptz NOT NULL,
  late_ticks bigint NOT NULL DEFAULT 0,
  moved_at timestamptz NOT NULL DEFAULT now()
);

-- Months are made when their first candle comes. Runs as the owner: the service owns nothing and may make nothing else.
CREATE FUNCTION trading.ensure_candle_month(month_start date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first timestamptz := date_trunc('month', month_start)::timestamp AT TIME ZONE 'UTC';
  beyond timestamptz := (date_trunc('month', month_start) + interval '1 month')::timestamp AT TIME ZONE 'UTC';
  part text := 'candles_' || to_char(month_start, 'YYYY_MM');
BEGIN
  IF to_regclass('trading.' || part) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7301983);
  IF to_regclass('trading.' || part) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE trading.%I (LIKE trading.candles INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
  EXECUTE format('ALTER TABLE trading.candles ATTACH PARTITION trading.%I FOR VALUES FROM (%L) TO (%L)', part, first, beyond);
END $$;
REVOKE EXECUTE ON FUNCTION trading.ensure_candle_month FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trading.ensure_candle_month TO orbiquant_data_service;

SELECT public.create_event_table('trading', 'market_events', 'orbiquant_data_service');

GRANT SELECT, INSERT, UPDATE ON trading.instruments, trading.candles, trading.derived_candles, trading.imports, trading.feed_cursors TO orbiquant_data_service;
GRANT SELECT, INSERT ON trading.candle_revisions, trading.candle_quarantine TO orbiquant_data_service;
GRANT SELECT ON trading.instruments, trading.candles, trading.candle_revisions, trading.derived_candles, trading.candle_quarantine, trading.imports, trading.feed_cursors, trading.market_events
  TO orbiquant_ml_engine, orbiquant_trading_agents, orbiquant_backend, orbiquant_llm_agent;
