-- Money that comes in by card and goes out to a bank: one row a saga, changed only along the allowed moves; the outbox; the
-- events of the payment processor as they arrived; who has asked, who has agreed.
CREATE TABLE financial.allowed_moves (
  saga text NOT NULL,
  from_status text NOT NULL,
  to_status text NOT NULL,
  PRIMARY KEY (saga, from_status, to_status)
);
INSERT INTO financial.allowed_moves VALUES
  ('withdrawal', 'requested', 'approved'), ('withdrawal', 'requested', 'canceled'), ('withdrawal', 'requested', 'rejected'),
  ('withdrawal', 'approved', 'submitting'), ('withdrawal', 'approved', 'canceled'), ('withdrawal', 'approved', 'rejected'),
  ('withdrawal', 'submitting', 'unknown'), ('withdrawal', 'submitting', 'submitted'), ('withdrawal', 'submitting', 'paid'),
  ('withdrawal', 'submitting', 'reversing'), ('withdrawal', 'submitting', 'failed'),
  ('withdrawal', 'unknown', 'submitting'), ('withdrawal', 'unknown', 'submitted'), ('withdrawal', 'unknown', 'paid'),
  ('withdrawal', 'unknown', 'reversing'), ('withdrawal', 'unknown', 'failed'),
  ('withdrawal', 'submitted', 'paid'), ('withdrawal', 'submitted', 'reversing'),
  ('withdrawal', 'reversing', 'failed'), ('withdrawal', 'paid', 'returned'),
  ('deposit', 'created', 'processing'), ('deposit', 'created', 'failed'), ('deposit', 'created', 'settled'),
  ('deposit', 'processing', 'failed'), ('deposit', 'processing', 'settled'),
  ('deposit', 'failed', 'settled'), ('deposit', 'settled', 'released'),
  ('incident', 'open', 'resolved');

-- What a saga is about never changes; its status moves along the allowed pairs only.
CREATE FUNCTION financial.check_move() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT EXISTS (
    SELECT 1 FROM financial.allowed_moves WHERE saga = TG_ARGV[0] AND from_status = OLD.status AND to_status = NEW.status)
  THEN
    RAISE EXCEPTION 'a % does not go from % to %', TG_ARGV[0], OLD.status, NEW.status USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (to_jsonb(NEW) -> 'user_id', to_jsonb(NEW) -> 'cents', to_jsonb(NEW) -> 'account') IS DISTINCT FROM
     (to_jsonb(OLD) -> 'user_id', to_jsonb(OLD) -> 'cents', to_jsonb(OLD) -> 'account') THEN
    RAISE EXCEPTION 'whose money a % moves, how much and where to never changes', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TABLE financial.withdrawals (
  withdrawal_id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES auth.users,
  cents numeric(38,0) NOT NULL CHECK (cents > 0),
  account text NOT NULL CHECK (account ~ '^acct_'),
  status text NOT NULL,
  requested_at timestamptz NOT NULL,
  approvals_needed integer NOT NULL CHECK (approvals_needed BETWEEN 0 AND 2),
  approvals text[] NOT NULL,
  reason text,
  legs jsonb NOT NULL,
  CHECK (NOT user_id::text = ANY (approvals))
);
CREATE INDEX ON financial.withdrawals (user_id, requested_at DESC);
CREATE INDEX ON financial.withdrawals (requested_at) WHERE status IN ('requested', 'approved');
CREATE TRIGGER check_move BEFORE UPDATE ON financial.withdrawals FOR EACH ROW EXECUTE FUNCTION financial.check_move('withdrawal');

-- Every attempt to move money, written before its first call: a key belongs to one attempt for ever.
CREATE TABLE financial.payout_attempts (
  withdrawal_id uuid NOT NULL REFERENCES financial.withdrawals,
  leg text NOT NULL CHECK (leg IN ('transfer', 'payout', 'reversal')),
  attempt_no integer NOT NULL CHECK (attempt_no > 0),
  idempotency_key text NOT NULL UNIQUE,
  fingerprint text NOT NULL,
  first_try_at timestamptz NOT NULL,
  PRIMARY KEY (withdrawal_id, leg, attempt_no)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.payout_attempts EXECUTE FUNCTION public.refuse_change();

CREATE TABLE financial.deposits (
  deposit_id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES auth.users,
  cents numeric(38,0) NOT NULL CHECK (cents > 0),
  status text NOT NULL,
  created_at timestamptz NOT NULL,
  payment_id text UNIQUE,
  charge_id text UNIQUE,
  held_until timestamptz,
  refunds jsonb NOT NULL,
  dispute jsonb,
  checkout_url text
);
CREATE INDEX ON financial.deposits (user_id, created_at DESC);
CREATE INDEX ON financial.deposits (held_until) WHERE status = 'settled';
CREATE TRIGGER check_move BEFORE UPDATE ON financial.deposits FOR EACH ROW EXECUTE FUNCTION financial.check_move('deposit');

CREATE TABLE financial.invoices (
  invoice_id text PRIMARY KEY,
  user_id uuid,
  paid_cents numeric(38,0) NOT NULL,
  refunds jsonb NOT NULL,
  dispute jsonb
);
CREATE TABLE financial.plans (
  user_id uuid PRIMARY KEY REFERENCES auth.users,
  subscription_id text NOT NULL,
  plan text NOT NULL CHECK (plan IN ('free', 'pro')),
  status text NOT NULL,
  period_end timestamptz NOT NULL,
  as_of timestamptz NOT NULL
);

-- What nobody can explain. While one is open, no money begins to leave the house.
CREATE TABLE financial.incidents (
  incident_id text PRIMARY KEY,
  status text NOT NULL CHECK (status IN ('open', 'resolved')),
  is_booked boolean NOT NULL,
  cause jsonb NOT NULL,
  raised_at timestamptz NOT NULL,
  resolved_by text
);
CREATE INDEX ON financial.incidents (raised_at) WHERE status = 'open';
CREATE TRIGGER check_move BEFORE UPDATE ON financial.incidents FOR EACH ROW EXECUTE FUNCTION financial.check_move('incident');

-- Where a person's payouts go. The account is the person's own at the payment processor.
CREATE TABLE financial.payout_accounts (
  user_id uuid PRIMARY KEY REFERENCES auth.users,
  account text NOT NULL UNIQUE CHECK (account ~ '^acct_'),
  bank text,
  changed_at timestamptz
);

-- The outbox. `epoch` counts the workers that took a row up; only the newest one may write.
CREATE TABLE financial.effects (
  effect_id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('withdrawal', 'doorbell')),
  saga_id text NOT NULL,
  not_before timestamptz NOT NULL,
  epoch bigint NOT NULL DEFAULT 0,
  lease_until timestamptz,
  tries integer NOT NULL DEFAULT 0,
  done_at timestamptz
);
CREATE INDEX ON financial.effects (not_before) WHERE done_at IS NULL;

-- Events of the payment processor, kept as they came before they are answered.
CREATE TABLE financial.webhook_events (
  event_id text PRIMARY KEY,
  type text NOT NULL,
  account text,
  object_id text NOT NULL,
  charge_id text,
  payment_id text,
  raw text NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.webhook_events EXECUTE FUNCTION public.refuse_change();

CREATE TABLE financial.notices (
  notice_id uuid PRIMARY KEY,
  recipient text NOT NULL CHECK (recipient IN ('customer', 'operators')),
  user_id uuid,
  kind text NOT NULL,
  about text NOT NULL,
  told_at timestamptz NOT NULL
);
CREATE INDEX ON financial.notices (user_id, told_at DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON financial.notices EXECUTE FUNCTION public.refuse_change();

-- When the person of a session last proved who they are, for what needs more than a session.
ALTER TABLE auth.sessions ADD COLUMN stepped_up_at timestamptz;

GRANT SELECT ON financial.allowed_moves TO orbiquant_backend;
GRANT SELECT, INSERT, UPDATE ON financial.withdrawals, financial.deposits, financial.invoices, financial.plans, financial.incidents,
  financial.payout_accounts, financial.effects TO orbiquant_backend;
GRANT SELECT, INSERT ON financial.payout_attempts, financial.webhook_events, financial.notices TO orbiquant_backend;
