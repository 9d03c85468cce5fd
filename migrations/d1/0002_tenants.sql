-- From the platform's log: every tenant and its names.
CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  slug TEXT NOT NULL,
  status TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tenants_slug ON tenants (slug);

CREATE TABLE tenant_hosts (
  host TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tenant_hosts_tenant ON tenant_hosts (tenant_id);

-- From every tenant's own log: what it has set.
CREATE TABLE tenant_settings (
  tenant_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;
