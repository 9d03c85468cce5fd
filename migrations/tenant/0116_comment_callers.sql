-- Who has reported a comment. Reporters are hashes, which differ from tenant to tenant.
CREATE TABLE comment_reports (
  comment_id TEXT NOT NULL,
  reporter TEXT NOT NULL,
  PRIMARY KEY (comment_id, reporter)
) STRICT, WITHOUT ROWID;

-- How quickly a caller writes. Kept for minutes only.
CREATE TABLE comment_paces (
  caller TEXT PRIMARY KEY,
  -- When the caller's present run of comments began, when the last of them was written, and how many there are.
  began_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  comments INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_paces_last ON comment_paces (last_at);
