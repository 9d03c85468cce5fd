-- What was sent with the forms of pages, for the staff's list.
CREATE TABLE form_submissions (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  page_id TEXT NOT NULL,
  block_id TEXT NOT NULL,
  type TEXT NOT NULL,
  created_at TEXT NOT NULL,
  state TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX form_submissions_newest ON form_submissions (tenant_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX form_submissions_page ON form_submissions (tenant_id, page_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX form_submissions_tombstones ON form_submissions (deleted_at) WHERE deleted_at IS NOT NULL;
