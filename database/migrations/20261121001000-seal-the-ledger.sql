-- Transfers no longer queue up behind the head of the chain: they commit with the digest of their content and are chained
-- ("sealed") a moment later, in the order of their numbers. Busy accounts without a floor are spread over several rows.
CREATE TABLE financial.chain_links (
  seq bigint PRIMARY KEY CHECK (seq > 0),
  transfer_id uuid NOT NULL UNIQUE REFERENCES financial.transfers,
  previous_hash text NOT NULL UNIQUE,
  hash text NOT NULL UNIQUE
);
INSERT INTO financial.chain_links SELECT seq, transfer_id, previous_hash, hash FROM financial.transfers ORDER BY seq;

DROP TRIGGER extend_chain ON financial.transfers;
DROP TRIGGER postings_sum_to_zero ON financial.postings;
ALTER TABLE financial.transfers
  ADD COLUMN number bigint,
  ADD COLUMN tx numeric;
ALTER TABLE financial.transfers DISABLE TRIGGER append_only;
UPDATE financial.transfers SET number = seq;
ALTER TABLE financial.transfers ENABLE TRIGGER append_only;
-- what is written above must be checked before the table may be changed further
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE financial.transfers
  DROP COLUMN seq,
  DROP COLUMN previous_hash,
  DROP COLUMN hash,
  ALTER COLUMN number SET NOT NULL,
  ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY,
  ALTER COLUMN tx SET DEFAULT (pg_current_xact_id()::text::numeric),
  ADD UNIQUE (number),
  ADD CHECK (booked_at = date_trunc('milliseconds', booked_at));
SELECT setval(pg_get_serial_sequence('financial.transfers', 'number'), COALESCE(max(number), 0) + 1, false) FROM financial.transfers;
-- What has no transaction number was chained before transactions were numbered.
CREATE INDEX transfers_to_seal ON financial.transfers (tx) WHERE tx IS NOT NULL;

-- Every transfer of an older transaction than this one is chained.
ALTER TABLE financial.chain_head ADD COLUMN sealed_before numeric NOT NULL DEFAULT 0;

ALTER TABLE financial.accounts DROP CONSTRAINT accounts_kind_check, DROP CONSTRAINT accounts_check, DROP CONSTRAINT accounts_check1;
ALTER TABLE financial.accounts
  ADD CONSTRAINT account_kind_is_known CHECK (kind IN (
    'customer-wallet', 'customer-withdrawal-pending', 'customer-receivable', 'pool-pending', 'pool-capital', 'pool-trading-pnl',
    'pool-fees-accrued', 'fees-earned', 'processor-clearing', 'payout-clearing', 'processor-fees', 'revenue', 'conversion',
    'suspense', 'unclaimed', 'external', 'rounding')),
  ADD CONSTRAINT account_floor_follows_kind CHECK (may_be_negative = (kind NOT IN (
    'customer-wallet', 'customer-withdrawal-pending', 'pool-pending', 'pool-capital', 'pool-fees-accrued', 'fees-earned', 'unclaimed'))),
  ADD CONSTRAINT account_name_follows_kind CHECK (starts_with(kind, 'customer-') = starts_with(account_id, 'customer:')),
  ADD COLUMN stripes integer NOT NULL DEFAULT 1,
  ADD CONSTRAINT account_stripes_follow_kind CHECK (stripes = CASE WHEN kind IN (
    'processor-clearing', 'payout-clearing', 'processor-fees', 'revenue', 'conversion', 'external') THEN 16 ELSE 1 END) NOT VALID;
ALTER TABLE financial.accounts DISABLE TRIGGER append_only;
UPDATE financial.accounts SET stripes = 16 WHERE kind = 'external';
ALTER TABLE financial.accounts ENABLE TRIGGER append_only;
ALTER TABLE financial.accounts ALTER COLUMN stripes DROP DEFAULT;
ALTER TABLE financial.accounts VALIDATE CONSTRAINT account_stripes_follow_kind;

ALTER TABLE financial.postings ADD COLUMN stripe integer NOT NULL DEFAULT 0;
ALTER TABLE financial.postings ALTER COLUMN stripe DROP DEFAULT;
ALTER TABLE financial.balances ADD COLUMN stripe integer NOT NULL DEFAULT 0;
ALTER TABLE financial.balances ALTER COLUMN stripe DROP DEFAULT;
ALTER TABLE financial.balances DROP CONSTRAINT balances_pkey;
ALTER TABLE financial.balances ADD PRIMARY KEY (account_id, currency, stripe);
-- half-empty pages: a balance is changed in place, without a new index entry
ALTER TABLE financial.balances SET (fillfactor = 50);
ALTER TABLE financial.postings DROP CONSTRAINT postings_account_id_currency_account_version_key;
ALTER TABLE financial.postings ADD CONSTRAINT one_posting_per_version UNIQUE (account_id, currency, stripe, account_version);
-- The trigger below finds the transfer and the balance of every posting, and neither can be deleted: these keys would
-- only lock the same rows a second time.
ALTER TABLE financial.postings
  DROP CONSTRAINT postings_transfer_id_fkey,
  DROP CONSTRAINT postings_account_id_currency_fkey;
INSERT INTO financial.balances (account_id, currency, balance, may_be_negative, version, stripe)
  SELECT account_id, currency, 0, may_be_negative, 0, stripe FROM financial.accounts, generate_series(1, stripes - 1) AS stripe;

CREATE OR REPLACE FUNCTION financial.open_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO financial.balances (account_id, currency, balance, may_be_negative, version, stripe)
  SELECT NEW.account_id, NEW.currency, 0, NEW.may_be_negative, 0, stripe FROM generate_series(0, NEW.stripes - 1) AS stripe;
  RETURN NEW;
END $$;

-- Whatever a caller writes as balance_after is replaced by the truth; a transfer that has committed takes no more postings.
CREATE OR REPLACE FUNCTION financial.move_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM financial.transfers WHERE transfer_id = NEW.transfer_id AND tx = pg_current_xact_id()::text::numeric) THEN
    RAISE EXCEPTION 'transfer % takes no postings in this transaction', NEW.transfer_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE financial.balances SET balance = balance + NEW.minor, version = version + 1
   WHERE account_id = NEW.account_id AND currency = NEW.currency AND stripe = NEW.stripe
  RETURNING balance, version INTO NEW.balance_after, NEW.account_version;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'account % in % does not exist', NEW.account_id, NEW.currency USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;

-- At commit, once for each transfer: as many postings as it states, and nothing left over in any currency.
CREATE OR REPLACE FUNCTION financial.check_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  found_count integer;
  uneven text;
BEGIN
  SELECT sum(lines), max(currency) FILTER (WHERE left_over <> 0) INTO found_count, uneven
    FROM (SELECT currency, count(*) AS lines, sum(minor) AS left_over FROM financial.postings WHERE transfer_id = NEW.transfer_id GROUP BY currency) AS sums;
  IF found_count IS DISTINCT FROM NEW.posting_count THEN
    RAISE EXCEPTION 'transfer % has % postings, not the number it states', NEW.transfer_id, found_count USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF uneven IS NOT NULL THEN
    RAISE EXCEPTION 'transfer % does not sum to zero in %', NEW.transfer_id, uneven USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION financial.extend_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE financial.chain_head SET seq = NEW.seq, hash = NEW.hash
   WHERE head_id = 1 AND seq = NEW.seq - 1 AND hash = NEW.previous_hash;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'link % does not follow the head of the chain', NEW.seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER extend_chain BEFORE INSERT ON financial.chain_links FOR EACH ROW EXECUTE FUNCTION financial.extend_chain();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.chain_links EXECUTE FUNCTION public.refuse_change();

DROP FUNCTION financial.lock_chain_head();
-- One sealer at a time; `horizon` is a transaction before which nothing can still appear.
CREATE FUNCTION financial.lock_chain_head() RETURNS TABLE (head_seq bigint, head_hash text, head_sealed_before numeric, horizon numeric)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT seq, hash, sealed_before, pg_snapshot_xmin(pg_current_snapshot())::text::numeric FROM financial.chain_head WHERE head_id = 1 FOR UPDATE
$$;
CREATE FUNCTION financial.note_sealed(before numeric) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  UPDATE financial.chain_head SET sealed_before = before WHERE head_id = 1 AND sealed_before < before
$$;

-- Books transfers in one round trip, all or none. Keys in order, then accounts in order: callers wait, never in a ring.
CREATE FUNCTION financial.post(wanted jsonb, at timestamptz) RETURNS TABLE (idempotency_key text, transfer_id uuid, outcome text)
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
  fresh uuid[];
  broken text;
BEGIN
  WITH booked AS (
    INSERT INTO financial.transfers (transfer_id, idempotency_key, content_hash, reason, memo, posting_count, booked_at)
    SELECT w.transfer_id, w.key, w.content_hash, w.reason, w.memo, jsonb_array_length(w.postings), at
      FROM jsonb_to_recordset(wanted) AS w (transfer_id uuid, key text, content_hash text, reason text, memo text, postings jsonb)
     ORDER BY w.key
    ON CONFLICT ON CONSTRAINT transfer_key_is_unique DO NOTHING
    RETURNING transfer_id)
  SELECT array_agg(transfer_id) INTO fresh FROM booked;
  IF fresh IS NOT NULL THEN
    INSERT INTO financial.accounts (account_id, currency, kind, may_be_negative, stripes, opened_at)
    SELECT DISTINCT p.account, p.currency, p.kind, p.negative, p.stripes, at
      FROM jsonb_to_recordset(wanted) AS w (transfer_id uuid, postings jsonb),
           jsonb_to_recordset(w.postings) AS p (account text, currency text, kind text, negative boolean, stripes integer)
     WHERE w.transfer_id = ANY (fresh)
     ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
    INSERT INTO financial.postings (transfer_id, line, account_id, currency, stripe, minor, balance_after, account_version)
    SELECT w.transfer_id, p.line, p.account, p.currency, p.stripe, p.minor, 0, 0
      FROM jsonb_to_recordset(wanted) AS w (transfer_id uuid, postings jsonb),
           jsonb_to_recordset(w.postings) AS p (line integer, account text, currency text, stripe integer, minor numeric)
     WHERE w.transfer_id = ANY (fresh)
     ORDER BY p.account, p.currency, p.stripe, w.transfer_id, p.line;
  END IF;
  IF cardinality(fresh) = jsonb_array_length(wanted) THEN
    RETURN QUERY SELECT w.key, w.transfer_id, 'booked' FROM jsonb_to_recordset(wanted) AS w (key text, transfer_id uuid);
    RETURN;
  END IF;
  -- by array, so that the index is used however many rows the planner expects
  RETURN QUERY
    SELECT t.idempotency_key, t.transfer_id,
           CASE WHEN t.transfer_id = ANY (fresh) THEN 'booked'
                WHEN t.content_hash = (SELECT w.content_hash FROM jsonb_to_recordset(wanted) AS w (key text, content_hash text) WHERE w.key = t.idempotency_key)
                THEN 'known' ELSE 'conflict' END
      FROM financial.transfers t
     WHERE t.idempotency_key = ANY (ARRAY(SELECT w.key FROM jsonb_to_recordset(wanted) AS w (key text)));
EXCEPTION WHEN check_violation THEN
  GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
  IF broken <> 'balance_never_below_zero' THEN
    RAISE;
  END IF;
  RETURN QUERY SELECT NULL::text, NULL::uuid, 'insufficient-funds'::text;
END $$;

-- A plan that was made while the tables were tiny is kept for as long as a connection lives: it must not be a scan.
ALTER FUNCTION financial.post SET enable_seqscan = off;
ALTER FUNCTION financial.move_balance SET enable_seqscan = off;
ALTER FUNCTION financial.check_transfer SET enable_seqscan = off;

REVOKE EXECUTE ON FUNCTION financial.post, financial.lock_chain_head, financial.note_sealed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION financial.post, financial.lock_chain_head, financial.note_sealed TO orbiquant_backend;
-- the transaction of a transfer is the database's to say
REVOKE INSERT ON financial.transfers FROM orbiquant_backend;
GRANT INSERT (transfer_id, idempotency_key, content_hash, reason, memo, posting_count, booked_at) ON financial.transfers TO orbiquant_backend;
GRANT SELECT, INSERT ON financial.chain_links TO orbiquant_backend;
