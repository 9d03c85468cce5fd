-- The second factor of a staff user. Sealed with the platform's secret, and pending until a code confirms it.
CREATE TABLE second_factors (
  account_id TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  last_step INTEGER NOT NULL,
  confirmed_at INTEGER
) STRICT, WITHOUT ROWID;

-- The recovery codes that were not used yet, hashed.
CREATE TABLE recovery_codes (
  account_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (account_id, hash)
) STRICT, WITHOUT ROWID;
