-- A tenant can be about to be deleted, or deleted. The table is made anew: a column can't lose its checks.
CREATE TABLE tenant_records_0100 (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL,
  domains TEXT NOT NULL,
  region TEXT,
  shard INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  epoch INTEGER NOT NULL DEFAULT 1,
  floors TEXT NOT NULL DEFAULT '{}',
  deletion TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO tenant_records_0100 (id, slug, status, domains, region, shard, created_at, epoch, floors)
  SELECT id, slug, status, domains, region, shard, created_at, epoch, floors FROM tenant_records;
DROP TABLE tenant_records;
ALTER TABLE tenant_records_0100 RENAME TO tenant_records;
CREATE INDEX tenant_records_ending ON tenant_records (status, id) WHERE status IN ('deleting', 'erasing');
