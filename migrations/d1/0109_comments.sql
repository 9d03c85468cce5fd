-- Comments and reviews, as shoppers and moderators list them.
CREATE TABLE comments (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  subject_type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  root_id TEXT NOT NULL,
  depth INTEGER NOT NULL,
  status TEXT NOT NULL,
  -- Whether a moderator has something to decide.
  awaiting INTEGER NOT NULL,
  rating INTEGER,
  customer_id TEXT,
  email TEXT,
  created_at TEXT NOT NULL,
  state TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX comments_newest ON comments (tenant_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX comments_awaiting ON comments (tenant_id, created_at, id) WHERE awaiting = 1;
CREATE INDEX comments_status ON comments (tenant_id, status, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX comments_subject ON comments (tenant_id, subject_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX comments_customer ON comments (tenant_id, customer_id, created_at, id) WHERE customer_id IS NOT NULL;
CREATE INDEX comments_email ON comments (tenant_id, email, created_at, id) WHERE email IS NOT NULL;
-- What is shown of a subject: threads by age and by stars, and the replies of a thread.
CREATE INDEX comments_shown ON comments (tenant_id, subject_id, created_at, id) WHERE status = 'approved' AND depth = 1;
CREATE INDEX comments_rated ON comments (tenant_id, subject_id, rating, created_at, id) WHERE status = 'approved' AND rating IS NOT NULL;
CREATE INDEX comments_thread ON comments (tenant_id, root_id, created_at, id) WHERE status = 'approved' AND depth > 1;
CREATE INDEX comments_tombstones ON comments (deleted_at) WHERE deleted_at IS NOT NULL;

-- The words that a comment is found by.
CREATE TABLE comment_terms (
  tenant_id TEXT NOT NULL,
  term TEXT NOT NULL,
  created_at TEXT NOT NULL,
  comment_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, term, created_at, comment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_terms_comment ON comment_terms (tenant_id, comment_id);
