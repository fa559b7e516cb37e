-- Who may sign in, and what they are signed in with. Only the backend looks in here.
CREATE TABLE auth.users (
  user_id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  display_name text NOT NULL,
  password_hash text NOT NULL,
  roles text[] NOT NULL CHECK (roles <@ ARRAY['investor', 'trader', 'support', 'operator', 'admin']),
  language text NOT NULL CHECK (language IN ('es', 'en')),
  is_demo boolean NOT NULL,
  created_at timestamptz NOT NULL
);

-- A session is a family of refresh tokens: it ends as a whole.
CREATE TABLE auth.sessions (
  session_id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES auth.users,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text CHECK (end_reason IN ('signed-out', 'token-reused')),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX ON auth.sessions (user_id);

-- Only digests are stored: whoever reads this table cannot sign in with it.
CREATE TABLE auth.refresh_tokens (
  token_hash text PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES auth.sessions,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX ON auth.refresh_tokens (session_id);

CREATE TABLE auth.socket_tickets (
  ticket_hash text PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES auth.sessions,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX ON auth.socket_tickets (expires_at);

-- Failed attempts by account and address, both as one digest.
CREATE TABLE auth.sign_in_attempts (
  attempt_key text PRIMARY KEY,
  failures integer NOT NULL CHECK (failures > 0),
  window_started_at timestamptz NOT NULL
);
CREATE INDEX ON auth.sign_in_attempts (window_started_at);

GRANT SELECT, INSERT, UPDATE ON auth.users, auth.sessions TO orbiquant_backend;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth.refresh_tokens, auth.socket_tickets, auth.sign_in_attempts TO orbiquant_backend;
