-- How much the kept answers take together, so that nobody has to add them up.
CREATE TABLE idempotency_size (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  bytes INTEGER NOT NULL
) STRICT;
INSERT INTO idempotency_size (id, bytes) SELECT 1, coalesce(sum(bytes), 0) FROM idempotency;
