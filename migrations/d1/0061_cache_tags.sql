-- When something that cached answers depend on was last changed in the read model. The revision is a number of the tenant's
-- that only grows: milliseconds since 1970, or one more than the one before.
CREATE TABLE cache_tags (
  tenant_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX cache_tags_newest ON cache_tags (tenant_id, revision);
