-- Menus of the store, one for each location.
CREATE TABLE menus (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  -- Null once it is deleted.
  location TEXT,
  state TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  -- What its items lead to, each thing once: pairs of type and id.
  targets TEXT NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX menus_location ON menus (tenant_id, location) WHERE deleted_at IS NULL;
CREATE INDEX menus_tombstones ON menus (deleted_at) WHERE deleted_at IS NOT NULL;
