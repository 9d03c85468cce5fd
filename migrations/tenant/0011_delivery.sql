-- How deliveries go: attempts, parked followers, restored lives of the object, and what the log takes up.

-- The first event that the code was too old for; null while there is none.
ALTER TABLE subscriptions ADD COLUMN parked_at INTEGER;
ALTER TABLE subscriptions ADD COLUMN parked_event TEXT;

-- Tries of one event that cannot be projected. Gone once the follower is past it.
CREATE TABLE attempts (
  subscription TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  error TEXT NOT NULL,
  PRIMARY KEY (subscription, epoch, seq)
) STRICT, WITHOUT ROWID;

-- Bytes of all events that are kept, so that nobody has to add them up.
ALTER TABLE object ADD COLUMN log_bytes INTEGER NOT NULL DEFAULT 0;
UPDATE object SET log_bytes = (SELECT COALESCE(sum(bytes), 0) FROM events);

-- Where log and journal stood when the present epoch began.
ALTER TABLE object ADD COLUMN epoch_began_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE object ADD COLUMN journal_began_at INTEGER NOT NULL DEFAULT 0;
-- Set where a follower is ahead of the log: nothing is written before a new epoch.
ALTER TABLE object ADD COLUMN overtaken_at TEXT;

-- Numbers that go on above these after a restore, however far back it went.
CREATE TABLE floors (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What an aggregate was before: the picture of its former event.
CREATE INDEX events_aggregate ON events (aggregate_type, aggregate_id, seq);

ALTER TABLE journal ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE journal ADD COLUMN target_type TEXT;
ALTER TABLE journal ADD COLUMN target_id TEXT;

ALTER TABLE subscriptions ADD COLUMN follows TEXT NOT NULL DEFAULT 'events';

-- Every rebuild and replay there ever was.
CREATE TABLE rebuilds (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subscription TEXT NOT NULL,
  view TEXT,
  from_seq INTEGER,
  reason TEXT NOT NULL,
  status TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  head INTEGER NOT NULL,
  aggregates INTEGER NOT NULL DEFAULT 0,
  requested_at TEXT NOT NULL,
  settled_at TEXT
) STRICT, WITHOUT ROWID;

-- Working state: the one that is under way, which ring for it is unanswered, and what it last failed by.
CREATE TABLE rebuild_work (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  task TEXT NOT NULL,
  rung_at INTEGER NOT NULL DEFAULT 0,
  unanswered INTEGER NOT NULL DEFAULT 0,
  error TEXT
) STRICT;

-- In the platform's own object: which life of a tenant's object is the present one.
ALTER TABLE tenant_records ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tenant_records ADD COLUMN floors TEXT NOT NULL DEFAULT '{}';
