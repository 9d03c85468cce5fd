-- Whether a publishable key may send any GraphQL query, or only registered ones.
ALTER TABLE api_keys ADD COLUMN queries TEXT NOT NULL DEFAULT 'any' CHECK (queries IN ('any', 'registered'));

CREATE TABLE registered_queries (
  key_id TEXT NOT NULL,
  -- SHA-256 of the text, hexadecimal.
  hash TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  query TEXT NOT NULL,
  created_at TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  PRIMARY KEY (key_id, hash)
) STRICT;

-- Changes with each change of a key's queries, so that an edge knows when to forget what it has read of them.
CREATE TABLE registered_query_revisions (
  key_id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
