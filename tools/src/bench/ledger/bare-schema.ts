/**
 * The floor: tables with the same columns, keys and indexes as the books, without anything that keeps them honest; no
 * triggers, no checks, no chain. What a careful person would write by hand and time with pgbench.
 */
export const BARE_SCHEMA = `
  CREATE SCHEMA bare;
  CREATE TABLE bare.balances (account_id text, currency text, stripe integer, balance numeric(38,0) NOT NULL, version bigint NOT NULL,
    PRIMARY KEY (account_id, currency, stripe)) WITH (fillfactor = 50);
  CREATE TABLE bare.transfers (transfer_id uuid PRIMARY KEY, idempotency_key text NOT NULL UNIQUE, content_hash text NOT NULL, reason text NOT NULL,
    memo text NOT NULL, posting_count integer NOT NULL, booked_at timestamptz NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY UNIQUE, tx numeric DEFAULT (pg_current_xact_id()::text::numeric));
  CREATE INDEX ON bare.transfers (tx);
  CREATE TABLE bare.postings (transfer_id uuid NOT NULL, line integer NOT NULL, account_id text NOT NULL, currency text NOT NULL, stripe integer NOT NULL,
    minor numeric(38,0) NOT NULL, balance_after numeric(38,0) NOT NULL, account_version bigint NOT NULL,
    PRIMARY KEY (transfer_id, line), UNIQUE (account_id, currency, stripe, account_version));
`;
