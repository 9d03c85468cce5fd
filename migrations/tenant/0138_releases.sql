-- Changes of many things that take effect together.
CREATE TABLE releases (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  -- When it takes effect by itself.
  publish_at TEXT,
  -- The release with its items, as JSON.
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX releases_status ON releases (status, id);
CREATE INDEX releases_due ON releases (publish_at, id) WHERE status = 'scheduled';
