-- Redirects of the storefront. None leads to a path that is redirected itself.
CREATE TABLE redirects (
  id TEXT PRIMARY KEY,
  from_path TEXT NOT NULL,
  target TEXT NOT NULL,
  -- The path of a target on the storefront itself, without query and fragment.
  target_path TEXT,
  status INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX redirects_from ON redirects (from_path);
CREATE INDEX redirects_target ON redirects (target_path) WHERE target_path IS NOT NULL;
