-- Whether the look for knowledge of the future saw the rules speak. Of older versions nobody wrote it down.
ALTER TABLE ml.rule_versions
  ADD COLUMN leak_check text NOT NULL DEFAULT 'not-proven' CHECK (leak_check IN ('clean', 'not-proven'));
ALTER TABLE ml.rule_versions ALTER COLUMN leak_check DROP DEFAULT;

-- Links to versions of rules. A withdrawn link stays as a row and opens for nobody.
CREATE TABLE ml.rule_shares (
  token text PRIMARY KEY CHECK (token ~ '^[A-Za-z0-9_-]{43}$'),
  rule_set_id uuid NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  FOREIGN KEY (rule_set_id, version) REFERENCES ml.rule_versions
);
-- one link to a version at a time
CREATE UNIQUE INDEX rule_shares_live ON ml.rule_shares (rule_set_id, version) WHERE revoked_at IS NULL;

GRANT SELECT, INSERT, UPDATE (revoked_at) ON ml.rule_shares TO orbiquant_ml_engine;
