-- In the platform's own object: who there is, and under which names.
CREATE TABLE tenant_records (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('provisioning', 'active', 'suspended')),
  domains TEXT NOT NULL,
  region TEXT,
  shard INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tenant_domains (
  domain TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tenant_domains_tenant ON tenant_domains (tenant_id);

-- In a tenant's object: what it has set.
CREATE TABLE settings (
  id TEXT PRIMARY KEY,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;
