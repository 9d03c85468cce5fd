-- Paths of a storefront that lead elsewhere.
CREATE TABLE redirects (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  from_path TEXT NOT NULL,
  state TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX redirects_from ON redirects (tenant_id, from_path, id) WHERE deleted_at IS NULL;
CREATE INDEX redirects_tombstones ON redirects (deleted_at) WHERE deleted_at IS NOT NULL;
