-- Ranges of the log that a reaction is to react to again: events after `after`, up to `through`. Few, and gone once they are
-- taken over. With `all_types` its target's own choice of event types does not count.
CREATE TABLE reaction_replays (
  subscription TEXT NOT NULL,
  through INTEGER NOT NULL,
  after INTEGER NOT NULL,
  all_types INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (subscription, through, all_types)
) STRICT, WITHOUT ROWID;

-- When a reaction's first attempt failed since one has succeeded, in milliseconds since 1970.
ALTER TABLE subscriptions ADD COLUMN failing_since INTEGER;
