-- Staff users. How they and customers sign in is working state: it has secrets, or hashes of secrets, which no event has.
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email_key TEXT,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_email ON users (email_key) WHERE email_key IS NOT NULL;

-- The password of an account, hashed with its own salt and parameters.
CREATE TABLE credentials (
  account_id TEXT PRIMARY KEY,
  salt TEXT NOT NULL,
  cost TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A session is one sign-in. Of its refresh tokens it knows the newest and the one before, by their SHA-256.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  refresh_hash TEXT NOT NULL,
  previous_hash TEXT,
  rotated_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  user_agent TEXT,
  address TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_account ON sessions (account_id, id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Networks from which somebody has signed in to an account, hashed.
CREATE TABLE known_networks (
  account_id TEXT NOT NULL,
  network TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, network)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_networks_age ON known_networks (seen_at);

-- Tokens that mails have, by their ids. Their text is derived from the id and the platform's secret.
CREATE TABLE single_use_tokens (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('password-reset', 'verify-email', 'invitation')),
  account_id TEXT NOT NULL,
  email_key TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX single_use_tokens_account ON single_use_tokens (account_id, purpose);
CREATE INDEX single_use_tokens_expiry ON single_use_tokens (expires_at);
