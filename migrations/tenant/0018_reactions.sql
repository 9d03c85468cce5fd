-- Reactions: events that a reaction has taken over from the log and not finished. A key's first task is worked on, the
-- others wait behind it. Bounded; empty most of the time.
CREATE TABLE reaction_tasks (
  subscription TEXT NOT NULL,
  seq INTEGER NOT NULL,
  key TEXT NOT NULL,
  event_id TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  -- Set while a worker has it, until `available_at`.
  claimed INTEGER NOT NULL DEFAULT 0,
  claim INTEGER NOT NULL DEFAULT 0,
  available_at INTEGER NOT NULL DEFAULT 0,
  -- The event itself, once the log no longer has it.
  event TEXT,
  PRIMARY KEY (subscription, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX reaction_tasks_key ON reaction_tasks (subscription, key, seq);

-- Attempts at which the outside was not available are not held against the event until a day has passed.
ALTER TABLE attempts ADD COLUMN unavailable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE attempts ADD COLUMN first_at INTEGER NOT NULL DEFAULT 0;

-- Events that were trimmed before a reaction got to them: how many numbers of the log, and up to which.
ALTER TABLE subscriptions ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN skipped_through INTEGER;
