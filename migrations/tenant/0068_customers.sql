-- Customers. The person who signs in with an e-mail address is one of them; another may have it without an account.
CREATE TABLE customers (
  id TEXT PRIMARY KEY,
  email_key TEXT,
  has_account INTEGER NOT NULL CHECK (has_account IN (0, 1)),
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX customers_email ON customers (email_key, has_account) WHERE email_key IS NOT NULL;
