-- The import of another tenant's export, of which a tenant has at most one.
CREATE TABLE imports (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  status TEXT NOT NULL CHECK (status IN ('running', 'done')),
  source TEXT NOT NULL,
  lines INTEGER NOT NULL,
  digest TEXT NOT NULL,
  counts TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
