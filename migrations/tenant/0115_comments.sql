-- Comments and reviews, each with its thread, and what decides about the next one of the same author.
CREATE TABLE comments (
  id TEXT PRIMARY KEY,
  subject_type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  -- The comment that began the thread: its own id if it did.
  root_id TEXT NOT NULL,
  status TEXT NOT NULL,
  -- Null for replies, and for comments without stars.
  rating INTEGER,
  -- Who wrote it. A guest has an e-mail address only, in lower case. Both are null once that person was erased.
  customer_id TEXT,
  guest_email TEXT,
  -- A hash of the text, to find repeats. Null once it was erased.
  text_key TEXT,
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX comments_subject ON comments (subject_type, subject_id);
CREATE INDEX comments_thread ON comments (root_id, id);
CREATE INDEX comments_customer ON comments (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX comments_customer_status ON comments (customer_id, status) WHERE customer_id IS NOT NULL;
CREATE INDEX comments_guest ON comments (guest_email, id) WHERE guest_email IS NOT NULL;
CREATE INDEX comments_text ON comments (text_key) WHERE text_key IS NOT NULL;
CREATE UNIQUE INDEX comments_review ON comments (customer_id, subject_type, subject_id) WHERE customer_id IS NOT NULL AND rating IS NOT NULL;

-- How many comments there are of a subject, so that nobody counts them for the next one.
CREATE TABLE comment_sizes (
  subject_type TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  comments INTEGER NOT NULL,
  PRIMARY KEY (subject_type, subject_id)
) STRICT, WITHOUT ROWID;
