-- One row per file of a tenant: its state, and what lists are narrowed by. The row of a deleted file is a tombstone.
CREATE TABLE media (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX media_newest ON media (tenant_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX media_kind ON media (tenant_id, kind, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX media_tombstones ON media (deleted_at) WHERE deleted_at IS NOT NULL;

-- The words that staff find a file by: its name, alt texts and captions. In the order of the list, for each word.
CREATE TABLE media_terms (
  tenant_id TEXT NOT NULL,
  term TEXT NOT NULL,
  created_at TEXT NOT NULL,
  media_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, term, created_at, media_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_terms_media ON media_terms (tenant_id, media_id);
