-- What was sent with the forms of pages.
CREATE TABLE form_submissions (
  id TEXT PRIMARY KEY,
  block_id TEXT NOT NULL,
  -- Who sent it: a customer, and an e-mail address in lower case. Both are null once that person was erased.
  customer_id TEXT,
  email_key TEXT,
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_submissions_block ON form_submissions (block_id);
CREATE INDEX form_submissions_customer ON form_submissions (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX form_submissions_email ON form_submissions (email_key, id) WHERE email_key IS NOT NULL;
