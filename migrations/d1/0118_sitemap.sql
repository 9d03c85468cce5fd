-- What search engines may know: published products, posts and pages, collections and categories, with their handles by language.
CREATE TABLE sitemap_entries (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  type TEXT NOT NULL,
  -- How many languages it is listed in.
  size INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  names TEXT NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX sitemap_entries_listed ON sitemap_entries (tenant_id, type, id, size, updated_at) WHERE size > 0;
CREATE INDEX sitemap_entries_tombstones ON sitemap_entries (deleted_at) WHERE deleted_at IS NOT NULL;
