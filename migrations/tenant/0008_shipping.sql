-- The ways in which a tenant ships, and what each costs per currency. By events.
CREATE TABLE shipping_options (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  prices TEXT NOT NULL
) STRICT, WITHOUT ROWID;
