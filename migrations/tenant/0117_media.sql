-- Files of the tenant. Their bytes are in R2, under the tenant's id and theirs.
CREATE TABLE media (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  translations TEXT NOT NULL,
  focal_point TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX media_size ON media (size);

-- Uploads that have not ended: written before the first byte is stored, so that nothing stays in R2 that nobody knows of.
CREATE TABLE media_uploads (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  declared TEXT,
  size INTEGER NOT NULL,
  begun TEXT,
  in_parts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX media_uploads_due ON media_uploads (expires_at);

-- Which parts of an upload have arrived.
CREATE TABLE media_parts (
  upload_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (upload_id, number)
) STRICT, WITHOUT ROWID;
