-- How many comments are shown of each post that has any, with replies. Counted from the comments.
CREATE TABLE comment_counts (
  tenant_id TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  comments INTEGER NOT NULL,
  -- Whether it is about to be counted again.
  stale INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_counts_stale ON comment_counts (tenant_id, subject_id) WHERE stale = 1;
