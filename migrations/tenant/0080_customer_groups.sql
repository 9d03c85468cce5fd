-- Groups of customers. Each customer knows the groups that it is in.
CREATE TABLE customer_groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  handle TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX customer_groups_handle ON customer_groups (handle);
