-- Eight logical walls. A service's role may look into every schema, and writes only what is granted to it by table.
CREATE SCHEMA auth;
CREATE SCHEMA trading;
CREATE SCHEMA investment;
CREATE SCHEMA financial;
CREATE SCHEMA education;
CREATE SCHEMA llm;
CREATE SCHEMA ml;
CREATE SCHEMA audit;

-- Sign-in data and conversations are for their own service only; everything else may be read across services.
GRANT USAGE ON SCHEMA trading, investment, financial, education, ml, audit
  TO orbiquant_data_service, orbiquant_ml_engine, orbiquant_trading_agents, orbiquant_backend, orbiquant_llm_agent;
GRANT USAGE ON SCHEMA auth TO orbiquant_backend;
GRANT USAGE ON SCHEMA llm TO orbiquant_llm_agent;

-- An event table is append-only; `tx` lets a consumer wait for writers that have not committed yet.
CREATE FUNCTION public.create_event_table(schema_name text, table_name text, writer text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE %I.%I (
    event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tx numeric NOT NULL DEFAULT (pg_current_xact_id()::text::numeric),
    name text NOT NULL,
    key text NOT NULL,
    payload jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, key))', schema_name, table_name);
  EXECUTE format('CREATE INDEX ON %I.%I (name, tx, event_id)', schema_name, table_name);
  EXECUTE format('GRANT INSERT, SELECT ON %I.%I TO %I', schema_name, table_name, writer);
  EXECUTE format('GRANT SELECT ON %I.%I TO orbiquant_backend', schema_name, table_name);
END $$;

CREATE FUNCTION public.create_cursor_table(schema_name text, writer text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I.consumer_cursors (
    consumer text PRIMARY KEY,
    tx numeric NOT NULL,
    event_id bigint NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now())', schema_name);
  EXECUTE format('GRANT INSERT, SELECT, UPDATE ON %I.consumer_cursors TO %I', schema_name, writer);
END $$;
REVOKE EXECUTE ON FUNCTION public.create_event_table, public.create_cursor_table FROM PUBLIC;
