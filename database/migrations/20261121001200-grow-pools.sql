-- Pools with terms that are kept as versions, lots that change only by moves, redemptions, fees, days, months and proofs.
ALTER TABLE investment.products
  DROP CONSTRAINT products_agent_id_key,
  DROP CONSTRAINT products_status_check,
  ADD CONSTRAINT product_status_is_known CHECK (status IN ('open', 'closed', 'frozen')),
  ADD COLUMN venue_share numeric(7,6) NOT NULL DEFAULT 1 CHECK (venue_share BETWEEN 0 AND 1),
  ADD COLUMN cut_off_until timestamptz;
ALTER TABLE investment.products ALTER COLUMN venue_share DROP DEFAULT;

-- Products of one agent share its venue account, and never more than the whole of it.
CREATE FUNCTION investment.check_venue_shares() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7301984, hashtext(NEW.agent_id));
  IF (SELECT sum(venue_share) FROM investment.products WHERE agent_id = NEW.agent_id) > 1 THEN
    RAISE EXCEPTION 'the products of % share more than its account', NEW.agent_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'venue_account_is_shared_once';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER check_venue_shares AFTER INSERT OR UPDATE OF venue_share, agent_id ON investment.products
  FOR EACH ROW EXECUTE FUNCTION investment.check_venue_shares();

CREATE TABLE investment.product_terms (
  product_id uuid NOT NULL REFERENCES investment.products,
  version integer NOT NULL CHECK (version > 0),
  investment_min_minor numeric(38,0) NOT NULL CHECK (investment_min_minor >= 0),
  performance_fee numeric(10,9) NOT NULL CHECK (performance_fee >= 0 AND performance_fee < 1),
  management_fee numeric(10,9) NOT NULL CHECK (management_fee >= 0 AND management_fee < 1),
  hurdle numeric(12,9) NOT NULL CHECK (hurdle >= 0),
  lock_up_ms bigint NOT NULL CHECK (lock_up_ms >= 0),
  notice_ms bigint NOT NULL CHECK (notice_ms >= 0),
  announced_at timestamptz NOT NULL,
  effective_at timestamptz NOT NULL CHECK (effective_at >= announced_at),
  hurts boolean NOT NULL,
  PRIMARY KEY (product_id, version)
);
INSERT INTO investment.product_terms
  SELECT product_id, 1, investment_min_minor, performance_fee, management_fee, 0, 0, 0, created_at, created_at, false FROM investment.products;
ALTER TABLE investment.products DROP COLUMN investment_min_minor, DROP COLUMN performance_fee, DROP COLUMN management_fee;

-- Makes the names in the proofs of a product; whoever has it can connect them to people.
CREATE TABLE investment.pool_salts (
  product_id uuid PRIMARY KEY REFERENCES investment.products,
  salt text NOT NULL CHECK (salt ~ '^[0-9a-f]{64}$')
);

-- Each pool as it stands now.
CREATE TABLE investment.pools (
  product_id uuid PRIMARY KEY REFERENCES investment.products,
  series integer NOT NULL CHECK (series > 0),
  status text NOT NULL CHECK (status IN ('open', 'closed')),
  units numeric(38,12) NOT NULL CHECK (units >= 0),
  cash_minor numeric(38,0) NOT NULL CHECK (cash_minor >= 0),
  venue_minor numeric(38,0) NOT NULL,
  fee_numerator numeric NOT NULL CHECK (fee_numerator >= 0),
  opening_min_minor numeric(38,0) NOT NULL,
  struck_at timestamptz NOT NULL,
  price numeric(38,12) NOT NULL CHECK (price >= 0),
  nav_minor numeric(38,0) NOT NULL CHECK (nav_minor >= 0),
  strike_id uuid NOT NULL REFERENCES investment.strikes
);
INSERT INTO investment.pools
  SELECT DISTINCT ON (product_id) product_id, 1, 'open', units, pool_cash_minor, nav_minor + accrued_fees_minor - pool_cash_minor, 0,
         GREATEST(t.investment_min_minor, 1), struck_at, nav_per_unit, nav_minor, strike_id
    FROM investment.strikes JOIN investment.product_terms t USING (product_id) ORDER BY product_id, number DESC;

ALTER TABLE investment.strikes
  DROP CONSTRAINT strikes_nav_minor_check,
  DROP CONSTRAINT strikes_units_check,
  DROP CONSTRAINT strikes_nav_per_unit_check,
  ADD CONSTRAINT strike_is_not_negative CHECK (nav_minor >= 0 AND units >= 0 AND nav_per_unit >= 0),
  ADD COLUMN series integer NOT NULL DEFAULT 1,
  ADD COLUMN offer_price numeric(38,12),
  ADD COLUMN nav_before_minor numeric(38,0),
  ADD COLUMN crystallised boolean NOT NULL DEFAULT false,
  ADD COLUMN crystallised_fee_minor numeric(38,0) NOT NULL DEFAULT 0,
  ADD COLUMN shortfall_minor numeric(38,0) NOT NULL DEFAULT 0,
  ADD COLUMN root_hash text,
  ADD COLUMN root_leaves integer,
  ADD COLUMN chain_seq bigint,
  ADD COLUMN chain_hash text;

-- What a strike booked, line by line; `transfer_key` is the key in the ledger.
CREATE TABLE investment.strike_movements (
  strike_id uuid NOT NULL REFERENCES investment.strikes,
  line integer NOT NULL,
  reason text NOT NULL,
  from_place text NOT NULL,
  to_place text NOT NULL,
  minor numeric(38,0) NOT NULL CHECK (minor > 0),
  holder text COLLATE "C",
  request_id text,
  transfer_key text NOT NULL,
  PRIMARY KEY (strike_id, line)
);
CREATE INDEX ON investment.strike_movements (strike_id, holder) WHERE holder IS NOT NULL;
CREATE INDEX ON investment.strike_movements (holder) WHERE holder IS NOT NULL;

-- What everybody held after a strike; the leaves of its proof.
CREATE TABLE investment.strike_balances (
  strike_id uuid NOT NULL REFERENCES investment.strikes,
  holder text COLLATE "C" NOT NULL,
  units numeric(38,12) NOT NULL CHECK (units >= 0),
  balance_minor numeric(38,0) NOT NULL CHECK (balance_minor >= 0),
  fee_accrued_minor numeric(38,0) NOT NULL CHECK (fee_accrued_minor >= 0),
  paid_in_minor numeric(38,0) NOT NULL,
  PRIMARY KEY (strike_id, holder)
);

-- Months of a product: one row a month, whatever happens.
CREATE TABLE investment.distributions (
  distribution_id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES investment.products,
  period text NOT NULL CHECK (period ~ '^\d{4}-\d{2}$'),
  state text NOT NULL CHECK (state IN ('open', 'locked', 'computed', 'posted', 'signed')),
  opened_at timestamptz NOT NULL,
  opening_strike_id uuid REFERENCES investment.strikes,
  closing_strike_id uuid REFERENCES investment.strikes,
  -- the strike at whose price it is paid; no other strike comes before it is posted
  paid_strike_id uuid REFERENCES investment.strikes,
  computed_to text NOT NULL DEFAULT '',
  lines_digest text,
  signed_at timestamptz,
  CONSTRAINT one_distribution_per_period UNIQUE (product_id, period),
  CHECK ((state = 'open') = (closing_strike_id IS NULL)),
  CHECK ((state = 'signed') = (lines_digest IS NOT NULL))
);
CREATE INDEX ON investment.distributions (product_id) WHERE state IN ('locked', 'computed');
ALTER TABLE investment.distributions ALTER COLUMN computed_to DROP DEFAULT;

CREATE TABLE investment.distribution_lines (
  distribution_id uuid NOT NULL REFERENCES investment.distributions,
  holder text COLLATE "C" NOT NULL,
  opening_minor numeric(38,0) NOT NULL,
  closing_minor numeric(38,0) NOT NULL,
  subscribed_minor numeric(38,0) NOT NULL,
  redeemed_minor numeric(38,0) NOT NULL,
  fee_minor numeric(38,0) NOT NULL,
  gross_profit_minor numeric(38,0) NOT NULL,
  net_profit_minor numeric(38,0) NOT NULL,
  choice text NOT NULL CHECK (choice IN ('reinvest', 'pay-out')),
  asked_minor numeric(38,0) NOT NULL CHECK (asked_minor >= 0),
  share_minor numeric(38,0) CHECK (share_minor BETWEEN 0 AND asked_minor),
  paid_minor numeric(38,0) CHECK (paid_minor BETWEEN 0 AND share_minor),
  paid_to text CHECK (paid_to IN ('wallet', 'unclaimed')),
  PRIMARY KEY (distribution_id, holder),
  CHECK (opening_minor + subscribed_minor - redeemed_minor + net_profit_minor = closing_minor)
);
CREATE INDEX ON investment.distribution_lines (distribution_id, holder) WHERE paid_minor IS NULL;

-- A month goes forward only, and what is signed is not touched again.
CREATE FUNCTION investment.check_distribution() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  states text[] := ARRAY['open', 'locked', 'computed', 'posted', 'signed'];
BEGIN
  IF OLD.state = 'signed' OR array_position(states, NEW.state) < array_position(states, OLD.state)
     OR (NEW.product_id, NEW.period) IS DISTINCT FROM (OLD.product_id, OLD.period) THEN
    RAISE EXCEPTION 'distribution % is %', OLD.distribution_id, OLD.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_distribution BEFORE UPDATE ON investment.distributions FOR EACH ROW EXECUTE FUNCTION investment.check_distribution();
-- A line is written while the month is locked, gets its share while it is computed, and is paid once.
CREATE FUNCTION investment.check_distribution_line() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  IF OLD.paid_minor IS NOT NULL THEN
    RAISE EXCEPTION 'line % of distribution % is paid', OLD.holder, OLD.distribution_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_distribution_line BEFORE UPDATE ON investment.distribution_lines
  FOR EACH ROW EXECUTE FUNCTION investment.check_distribution_line();

-- Lots as they stand. Written by the trigger on their moves alone.
CREATE TABLE investment.lots (
  lot_id text PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES investment.products,
  series integer NOT NULL,
  holder text COLLATE "C" NOT NULL CHECK (holder = 'house' OR holder ~ '^[0-9a-f-]{36}$'),
  units numeric(38,12) NOT NULL CONSTRAINT lot_never_below_zero CHECK (units >= 0),
  mark numeric(38,12) NOT NULL CHECK (mark >= 0),
  marked_at timestamptz NOT NULL,
  issued_at timestamptz NOT NULL,
  issue_number bigint NOT NULL,
  terms_version integer NOT NULL,
  paid_in_minor numeric(38,0) NOT NULL CHECK (paid_in_minor >= 0),
  FOREIGN KEY (product_id, terms_version) REFERENCES investment.product_terms
);
CREATE INDEX ON investment.lots (holder, product_id);
CREATE INDEX ON investment.lots (product_id, issue_number) WHERE units > 0;

-- Each change of a lot: `units` and `paid_in_minor` are what is added, the rest is how the lot stands afterwards.
CREATE TABLE investment.lot_moves (
  move_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lot_id text NOT NULL,
  product_id uuid NOT NULL REFERENCES investment.products,
  series integer NOT NULL,
  holder text COLLATE "C" NOT NULL,
  cause text NOT NULL CHECK (cause IN ('issue', 'redeem', 'fee', 'distribution', 'mark')),
  strike_id uuid NOT NULL REFERENCES investment.strikes,
  distribution_id uuid REFERENCES investment.distributions,
  units numeric(38,12) NOT NULL,
  paid_in_minor numeric(38,0) NOT NULL,
  mark numeric(38,12) NOT NULL,
  marked_at timestamptz NOT NULL,
  issued_at timestamptz NOT NULL,
  terms_version integer NOT NULL
);
CREATE INDEX ON investment.lot_moves (lot_id, move_id);
CREATE INDEX ON investment.lot_moves (strike_id);

CREATE FUNCTION investment.move_lots() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  UPDATE investment.lots l
     SET units = l.units + m.units, paid_in_minor = l.paid_in_minor + m.paid_in_minor, mark = m.mark, marked_at = m.marked_at, terms_version = m.terms_version
    FROM (SELECT DISTINCT ON (lot_id) lot_id, product_id, holder, sum(units) OVER lot AS units, sum(paid_in_minor) OVER lot AS paid_in_minor, mark, marked_at, terms_version
            FROM moved WINDOW lot AS (PARTITION BY lot_id) ORDER BY lot_id, move_id DESC) m
   WHERE l.lot_id = m.lot_id AND l.product_id = m.product_id AND l.holder = m.holder;
  INSERT INTO investment.lots (lot_id, product_id, series, holder, units, mark, marked_at, issued_at, issue_number, terms_version, paid_in_minor)
  SELECT DISTINCT ON (lot_id) lot_id, product_id, series, holder, sum(units) OVER lot, mark, marked_at, issued_at, move_id, terms_version, sum(paid_in_minor) OVER lot
    FROM moved m WHERE cause IN ('issue', 'fee') AND units > 0 AND NOT EXISTS (SELECT 1 FROM investment.lots l WHERE l.lot_id = m.lot_id)
  WINDOW lot AS (PARTITION BY lot_id) ORDER BY lot_id, move_id;
  IF EXISTS (SELECT 1 FROM moved m LEFT JOIN investment.lots l USING (lot_id) WHERE l.lot_id IS NULL OR l.product_id <> m.product_id OR l.holder <> m.holder) THEN
    RAISE EXCEPTION 'a lot that is not there was moved' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER move_lots AFTER INSERT ON investment.lot_moves REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION investment.move_lots();

INSERT INTO investment.lot_moves (lot_id, product_id, series, holder, cause, strike_id, units, paid_in_minor, mark, marked_at, issued_at, terms_version)
  SELECT lot_id::text, l.product_id, 1, COALESCE(user_id::text, 'house'), 'issue', strike_id, l.units, l.cash_minor, l.nav_per_unit, s.struck_at, s.struck_at, 1
    FROM investment.unit_lots l JOIN investment.strikes s USING (strike_id) ORDER BY s.number, lot_id;
-- Where days and months begin for those who were in before: what everybody held at the newest strike.
INSERT INTO investment.strike_balances
  SELECT p.strike_id, l.holder, sum(l.units), trunc(sum(l.units) * p.price * (CASE r.currency WHEN 'USDT' THEN 1000000 WHEN 'USD' THEN 100 WHEN 'EUR' THEN 100
           WHEN 'JPY' THEN 1 WHEN 'BTC' THEN 100000000 WHEN 'ETH' THEN 1000000000000000000 END)::numeric), 0, sum(l.paid_in_minor)
    FROM investment.pools p JOIN investment.products r USING (product_id) JOIN investment.lots l USING (product_id) GROUP BY 1, 2, p.price, r.currency;
DROP TABLE investment.unit_lots;

CREATE TABLE investment.fee_events (
  fee_event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  strike_id uuid NOT NULL REFERENCES investment.strikes,
  distribution_id uuid REFERENCES investment.distributions,
  lot_id text NOT NULL REFERENCES investment.lots,
  holder text COLLATE "C" NOT NULL,
  fee_units numeric(38,12) NOT NULL CHECK (fee_units >= 0),
  fee_minor numeric(38,0) NOT NULL CHECK (fee_minor >= 0),
  mark_before numeric(38,12) NOT NULL,
  price numeric(38,12) NOT NULL,
  why text NOT NULL CHECK (why IN ('month-end', 'redemption', 'terms-change'))
);
CREATE INDEX ON investment.fee_events (strike_id);
CREATE INDEX ON investment.fee_events (holder, strike_id);

ALTER TABLE investment.subscriptions
  DROP CONSTRAINT subscriptions_status_check,
  ADD CONSTRAINT subscription_status_is_known CHECK (status IN ('queued', 'executed', 'refunded', 'canceled')),
  ADD COLUMN waits_for text,
  ADD COLUMN end_reason text;

-- `quantity`: units, or money in currency minor units; what is left of it is asked for at the next strike.
CREATE TABLE investment.redemptions (
  redemption_id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES investment.products,
  user_id uuid NOT NULL REFERENCES auth.users,
  ask text NOT NULL CHECK (ask IN ('units', 'cash', 'all')),
  quantity numeric(38,12) NOT NULL CHECK (quantity > 0 OR ask = 'all'),
  quantity_left numeric(38,12) NOT NULL CHECK (quantity_left BETWEEN 0 AND quantity),
  status text NOT NULL CHECK (status IN ('queued', 'executed', 'refused', 'canceled')),
  requested_at timestamptz NOT NULL,
  waits_for text,
  end_reason text
);
CREATE INDEX ON investment.redemptions (user_id, requested_at DESC);
CREATE INDEX ON investment.redemptions (product_id) WHERE status = 'queued';

CREATE TABLE investment.redemption_deals (
  redemption_id uuid NOT NULL REFERENCES investment.redemptions,
  strike_id uuid NOT NULL REFERENCES investment.strikes,
  units numeric(38,12) NOT NULL,
  fee_units numeric(38,12) NOT NULL,
  cash_minor numeric(38,0) NOT NULL,
  price numeric(38,12) NOT NULL,
  paid_to text NOT NULL CHECK (paid_to IN ('wallet', 'unclaimed')),
  PRIMARY KEY (redemption_id, strike_id)
);

-- Accounts that are not in order; all others are.
CREATE TABLE investment.account_standings (
  user_id uuid PRIMARY KEY REFERENCES auth.users,
  standing text NOT NULL CHECK (standing IN ('in-order', 'frozen', 'deleted')),
  changed_at timestamptz NOT NULL
);
CREATE TABLE investment.payout_preferences (
  product_id uuid NOT NULL REFERENCES investment.products,
  user_id uuid NOT NULL REFERENCES auth.users,
  choice text NOT NULL CHECK (choice IN ('reinvest', 'pay-out')),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (product_id, user_id)
);

CREATE TABLE investment.account_days (
  product_id uuid NOT NULL REFERENCES investment.products,
  day text NOT NULL CHECK (day ~ '^\d{4}-\d{2}-\d{2}$'),
  holder text COLLATE "C" NOT NULL,
  strike_id uuid NOT NULL REFERENCES investment.strikes,
  opening_minor numeric(38,0) NOT NULL,
  closing_minor numeric(38,0) NOT NULL,
  subscribed_minor numeric(38,0) NOT NULL,
  redeemed_minor numeric(38,0) NOT NULL,
  daily_return numeric(38,12),
  cumulative_growth numeric(60,24) NOT NULL,
  cumulative_return numeric(38,12) NOT NULL,
  trades integer NOT NULL,
  wins integer NOT NULL,
  losses integer NOT NULL,
  PRIMARY KEY (product_id, day, holder)
);
CREATE INDEX ON investment.account_days (product_id, holder, day DESC);

-- What a fill realised when it was folded; unknown for those that came before this was kept.
ALTER TABLE investment.fills ADD COLUMN realised_pnl numeric;

-- The digests of what a strike wrote, each with the name of its rows; kept beside the strike, one behind the other.
CREATE TABLE investment.strike_seals (
  strike_id uuid PRIMARY KEY REFERENCES investment.strikes,
  previous_digest text NOT NULL,
  strike_digest text NOT NULL,
  positions_digest text NOT NULL,
  movements_digest text NOT NULL,
  lot_moves_digest text NOT NULL,
  fee_events_digest text NOT NULL,
  digest text NOT NULL
);

CREATE FUNCTION investment.digest_strike(wanted uuid)
RETURNS TABLE (strike_digest text, positions_digest text, movements_digest text, lot_moves_digest text, fee_events_digest text)
LANGUAGE sql STABLE SET search_path = pg_catalog SET TimeZone = 'UTC' SET DateStyle = 'ISO' AS $$
  SELECT
    (SELECT encode(sha256(convert_to(ROW(strike_id, product_id, number, period, at, struck_at, currency, nav_minor, units, nav_per_unit, pool_cash_minor,
       accrued_fees_minor, venue_cash, last_fill_id, snapshot::text, snapshot_hash, series, offer_price, nav_before_minor, crystallised, crystallised_fee_minor,
       shortfall_minor, root_hash, root_leaves, chain_seq, chain_hash)::text, 'UTF8')), 'hex') FROM investment.strikes WHERE strike_id = wanted),
    (SELECT encode(sha256(convert_to(COALESCE(string_agg(ROW(symbol, quantity, mark, mark_at, value, fills)::text, E'\n' ORDER BY symbol COLLATE "C"), ''), 'UTF8')), 'hex')
       FROM investment.strike_positions WHERE strike_id = wanted),
    (SELECT encode(sha256(convert_to(COALESCE(string_agg(ROW(line, reason, from_place, to_place, minor, holder, request_id, transfer_key)::text, E'\n' ORDER BY line), ''), 'UTF8')), 'hex')
       FROM investment.strike_movements WHERE strike_id = wanted),
    (SELECT encode(sha256(convert_to(COALESCE(string_agg(ROW(move_id, lot_id, product_id, series, holder, cause, units, paid_in_minor, mark, marked_at, issued_at, terms_version)::text,
       E'\n' ORDER BY move_id), ''), 'UTF8')), 'hex') FROM investment.lot_moves WHERE strike_id = wanted AND distribution_id IS NULL),
    (SELECT encode(sha256(convert_to(COALESCE(string_agg(ROW(fee_event_id, lot_id, holder, fee_units, fee_minor, mark_before, price, why)::text, E'\n' ORDER BY fee_event_id), ''), 'UTF8')), 'hex')
       FROM investment.fee_events WHERE strike_id = wanted AND distribution_id IS NULL)
$$;

-- Everything that a month wrote, as one digest.
CREATE FUNCTION investment.digest_distribution(wanted uuid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog SET TimeZone = 'UTC' SET DateStyle = 'ISO' AS $$
  SELECT encode(sha256(convert_to(
    (SELECT ROW(distribution_id, product_id, period, opening_strike_id, closing_strike_id, paid_strike_id)::text FROM investment.distributions WHERE distribution_id = wanted)
    || (SELECT COALESCE(string_agg(ROW(holder, opening_minor, closing_minor, subscribed_minor, redeemed_minor, fee_minor, gross_profit_minor, net_profit_minor, choice,
          asked_minor, share_minor, paid_minor, paid_to)::text, E'\n' ORDER BY holder COLLATE "C"), '') FROM investment.distribution_lines WHERE distribution_id = wanted)
    || (SELECT COALESCE(string_agg(ROW(move_id, lot_id, holder, cause, units, paid_in_minor, mark, marked_at, terms_version)::text, E'\n' ORDER BY move_id), '')
          FROM investment.lot_moves WHERE distribution_id = wanted), 'UTF8')), 'hex')
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.product_terms EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.pool_salts EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.strike_movements EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.strike_balances EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.strike_seals EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.lot_moves EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.fee_events EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.redemption_deals EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON investment.account_days EXECUTE FUNCTION public.refuse_change();

REVOKE EXECUTE ON FUNCTION investment.move_lots, investment.digest_strike, investment.digest_distribution FROM PUBLIC;
GRANT EXECUTE ON FUNCTION investment.digest_strike, investment.digest_distribution TO orbiquant_backend;
GRANT SELECT ON investment.lots TO orbiquant_backend;
GRANT SELECT, INSERT ON investment.product_terms, investment.pool_salts, investment.strike_movements, investment.strike_balances, investment.strike_seals,
  investment.lot_moves, investment.fee_events, investment.redemption_deals, investment.account_days TO orbiquant_backend;
GRANT SELECT, INSERT, UPDATE ON investment.pools, investment.redemptions, investment.account_standings, investment.payout_preferences,
  investment.distributions, investment.distribution_lines TO orbiquant_backend;
GRANT SELECT ON investment.product_terms TO orbiquant_llm_agent;
