-- Keys have a kind, and may be limited to some permissions: `scopes` is a JSON array, null for all of the role. A publishable key
-- has no role, so the table is made anew: a column can't lose its checks.
CREATE TABLE api_keys_0076 (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT,
  hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT,
  kind TEXT NOT NULL DEFAULT 'secret',
  scopes TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO api_keys_0076 (id, name, role, hash, created_at, expires_at, revoked_at)
  SELECT id, name, role, hash, created_at, expires_at, revoked_at FROM api_keys;
DROP TABLE api_keys;
ALTER TABLE api_keys_0076 RENAME TO api_keys;

-- When a key was used last, to about a minute.
CREATE TABLE api_key_uses (
  key_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
