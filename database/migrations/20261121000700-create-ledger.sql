-- The books. The database itself keeps them: it refuses a transfer that does not sum to zero, a customer below zero,
-- a gap or a fork in the chain, and any change of what is written. The backend may only append.
CREATE TABLE financial.accounts (
  account_id text NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z0-9]{2,10}$'),
  kind text NOT NULL CHECK (kind IN ('customer-wallet', 'pool-pending', 'pool-capital', 'pool-trading-pnl', 'external', 'rounding')),
  may_be_negative boolean NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, currency),
  CHECK (may_be_negative = (kind IN ('external', 'pool-trading-pnl', 'rounding'))),
  CHECK ((kind = 'customer-wallet') = starts_with(account_id, 'customer:'))
);

-- Written by the trigger on postings alone.
CREATE TABLE financial.balances (
  account_id text NOT NULL,
  currency text NOT NULL,
  balance numeric(38,0) NOT NULL,
  may_be_negative boolean NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (account_id, currency),
  FOREIGN KEY (account_id, currency) REFERENCES financial.accounts,
  CONSTRAINT balance_never_below_zero CHECK (may_be_negative OR balance >= 0)
);

CREATE TABLE financial.transfers (
  transfer_id uuid PRIMARY KEY,
  seq bigint NOT NULL UNIQUE,
  idempotency_key text NOT NULL CONSTRAINT transfer_key_is_unique UNIQUE CHECK (length(idempotency_key) BETWEEN 1 AND 300),
  content_hash text NOT NULL,
  reason text NOT NULL,
  memo text NOT NULL,
  posting_count integer NOT NULL CHECK (posting_count >= 2),
  booked_at timestamptz NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL UNIQUE
);

CREATE TABLE financial.postings (
  transfer_id uuid NOT NULL REFERENCES financial.transfers DEFERRABLE INITIALLY DEFERRED,
  line integer NOT NULL,
  account_id text NOT NULL,
  currency text NOT NULL,
  minor numeric(38,0) NOT NULL CHECK (minor <> 0),
  balance_after numeric(38,0) NOT NULL,
  account_version bigint NOT NULL,
  PRIMARY KEY (transfer_id, line),
  UNIQUE (account_id, currency, account_version),
  FOREIGN KEY (account_id, currency) REFERENCES financial.accounts
);

-- The newest link of the chain: one row.
CREATE TABLE financial.chain_head (
  head_id integer PRIMARY KEY CHECK (head_id = 1),
  seq bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO financial.chain_head VALUES (1, 0, repeat('0', 64));

CREATE FUNCTION financial.open_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  INSERT INTO financial.balances VALUES (NEW.account_id, NEW.currency, 0, NEW.may_be_negative, 0);
  RETURN NEW;
END $$;
CREATE TRIGGER open_balance AFTER INSERT ON financial.accounts FOR EACH ROW EXECUTE FUNCTION financial.open_balance();

-- Whatever a caller writes as balance_after is replaced by the truth.
CREATE FUNCTION financial.move_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE financial.balances SET balance = balance + NEW.minor, version = version + 1
   WHERE account_id = NEW.account_id AND currency = NEW.currency
  RETURNING balance, version INTO NEW.balance_after, NEW.account_version;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'account % in % does not exist', NEW.account_id, NEW.currency USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER move_balance BEFORE INSERT ON financial.postings FOR EACH ROW EXECUTE FUNCTION financial.move_balance();

CREATE FUNCTION financial.lock_chain_head() RETURNS TABLE (head_seq bigint, head_hash text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT seq, hash FROM financial.chain_head WHERE head_id = 1 FOR UPDATE
$$;

CREATE FUNCTION financial.extend_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE financial.chain_head SET seq = NEW.seq, hash = NEW.hash
   WHERE head_id = 1 AND seq = NEW.seq - 1 AND hash = NEW.previous_hash;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'transfer % does not follow the newest link of the chain', NEW.seq USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER extend_chain BEFORE INSERT ON financial.transfers FOR EACH ROW EXECUTE FUNCTION financial.extend_chain();

-- At commit: as many postings as the transfer says, and nothing left over in any currency.
CREATE FUNCTION financial.check_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  found_count integer;
BEGIN
  SELECT count(*) INTO found_count FROM financial.postings WHERE transfer_id = NEW.transfer_id;
  IF found_count IS DISTINCT FROM (SELECT posting_count FROM financial.transfers WHERE transfer_id = NEW.transfer_id) THEN
    RAISE EXCEPTION 'transfer % has % postings, not the number it states', NEW.transfer_id, found_count USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM financial.postings WHERE transfer_id = NEW.transfer_id GROUP BY currency HAVING sum(minor) <> 0) THEN
    RAISE EXCEPTION 'transfer % does not sum to zero', NEW.transfer_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER postings_sum_to_zero AFTER INSERT ON financial.postings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financial.check_transfer();
CREATE CONSTRAINT TRIGGER transfer_is_complete AFTER INSERT ON financial.transfers
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financial.check_transfer();

CREATE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.accounts EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.transfers EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.postings EXECUTE FUNCTION public.refuse_change();

-- Answers to requests that carried an Idempotency-Key, so that a repeated one has one effect.
CREATE TABLE financial.idempotency_keys (
  user_id uuid NOT NULL,
  route text NOT NULL,
  idempotency_key text NOT NULL,
  request_hash text NOT NULL,
  claim_id uuid NOT NULL,
  claimed_at timestamptz NOT NULL,
  answer text,
  PRIMARY KEY (user_id, route, idempotency_key)
);
CREATE INDEX ON financial.idempotency_keys (claimed_at);

REVOKE EXECUTE ON FUNCTION financial.lock_chain_head, financial.open_balance, financial.move_balance, financial.extend_chain, financial.check_transfer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION financial.lock_chain_head TO orbiquant_backend;
GRANT SELECT, INSERT ON financial.accounts, financial.transfers, financial.postings TO orbiquant_backend;
GRANT SELECT ON financial.balances, financial.chain_head TO orbiquant_backend;
GRANT SELECT, INSERT, UPDATE, DELETE ON financial.idempotency_keys TO orbiquant_backend;
