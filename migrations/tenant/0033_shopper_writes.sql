-- How much shoppers have written lately: `bytes` at the time `at`, less what the time since then has given back. `caller` is
-- a hash; the row with an empty one is the sum of all.
CREATE TABLE shopper_writes (
  caller TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX shopper_writes_age ON shopper_writes (at);
