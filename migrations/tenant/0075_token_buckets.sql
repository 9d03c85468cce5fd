-- Exact rate limits: what a caller has left of a policy at the time `at`. `key` is a hash. From `full_at` on, the whole quota
-- is available again and the row says nothing.
CREATE TABLE token_buckets (
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  tokens REAL NOT NULL,
  at INTEGER NOT NULL,
  full_at INTEGER NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX token_buckets_full ON token_buckets (name, full_at);
