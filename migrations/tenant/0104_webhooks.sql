-- Webhook endpoints, and their secrets: sealed, so that whoever has the database alone can't sign.
CREATE TABLE webhook_endpoints (
  id TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_secrets (
  endpoint_id TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  -- Signed with too, until then (milliseconds since 1970).
  previous TEXT,
  previous_until INTEGER
) STRICT, WITHOUT ROWID;
