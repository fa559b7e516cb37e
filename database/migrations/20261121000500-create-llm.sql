-- Conversations with the copilot. Each row names its owner, and every read asks for that owner.
CREATE TABLE llm.conversations (
  conversation_id uuid PRIMARY KEY,
  user_id text NOT NULL,
  title text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (conversation_id, user_id)
);
CREATE INDEX ON llm.conversations (user_id, updated_at DESC);

-- `json`, not `jsonb`: an answer is read back exactly as it was given.
CREATE TABLE llm.messages (
  message_id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL,
  user_id text NOT NULL,
  message_seq bigint GENERATED ALWAYS AS IDENTITY,
  role text NOT NULL CHECK (role IN ('person', 'copilot')),
  language text NOT NULL CHECK (language IN ('es', 'en')),
  parts json NOT NULL,
  mode json,
  as_of timestamptz NOT NULL,
  prompt_version text,
  sent_at timestamptz NOT NULL,
  FOREIGN KEY (conversation_id, user_id) REFERENCES llm.conversations (conversation_id, user_id)
);
CREATE INDEX ON llm.messages (conversation_id, message_seq);

CREATE TABLE llm.tool_calls (
  message_id uuid NOT NULL REFERENCES llm.messages,
  tool_call_id text NOT NULL,
  user_id text NOT NULL,
  position integer NOT NULL,
  tool text NOT NULL,
  input json NOT NULL,
  output json,
  error text,
  as_of timestamptz NOT NULL,
  duration_ms double precision NOT NULL,
  PRIMARY KEY (message_id, tool_call_id)
);

GRANT SELECT, INSERT, UPDATE ON llm.conversations TO orbiquant_llm_agent;
GRANT SELECT, INSERT ON llm.messages, llm.tool_calls TO orbiquant_llm_agent;
