-- What every tenant object has, whatever its modules: identity, log, versions, delivery, answers, journal.

CREATE TABLE object (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  tenant_id TEXT NOT NULL,
  slug TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  head INTEGER NOT NULL DEFAULT 0,
  journal_head INTEGER NOT NULL DEFAULT 0,
  provisioned_at TEXT NOT NULL
) STRICT;

-- The outbox and the event log in one. Never rewritten.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  epoch INTEGER NOT NULL,
  type TEXT NOT NULL,
  version INTEGER NOT NULL,
  aggregate_type TEXT NOT NULL,
  aggregate_id TEXT NOT NULL,
  aggregate_version INTEGER NOT NULL,
  occurred_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  correlation_id TEXT NOT NULL,
  causation_id TEXT,
  traceparent TEXT,
  data TEXT NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;

-- Versions outlive the aggregate, so an id that was deleted cannot start again from 1.
CREATE TABLE aggregates (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- Who follows the log, how far they are, and which ring is unanswered.
CREATE TABLE subscriptions (
  name TEXT PRIMARY KEY,
  position INTEGER NOT NULL DEFAULT 0,
  rung_through INTEGER NOT NULL DEFAULT 0,
  rung_at INTEGER NOT NULL DEFAULT 0,
  unanswered INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Working state: the first good answer under an idempotency key.
CREATE TABLE idempotency (
  scope TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  answer BLOB NOT NULL,
  bytes INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

-- Journal: what was done and what was refused, with a gap-free number of its own.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('allowed', 'refused')),
  code TEXT,
  first_event INTEGER,
  last_event INTEGER,
  correlation_id TEXT NOT NULL,
  address TEXT
) STRICT;
CREATE INDEX journal_age ON journal (at);

-- Named schedules behind the one physical alarm.
CREATE TABLE schedules (
  name TEXT PRIMARY KEY,
  due_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
