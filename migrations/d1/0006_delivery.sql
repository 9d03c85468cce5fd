-- What a follower could not project after all its attempts. The event itself stays in the log: a letter names it.
CREATE TABLE dead_letters (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  subscription TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  version INTEGER NOT NULL,
  aggregate_type TEXT,
  aggregate_id TEXT,
  aggregate_version INTEGER,
  correlation_id TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  failed_at TEXT NOT NULL,
  status TEXT NOT NULL,
  settled_at TEXT,
  reason TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX dead_letters_event ON dead_letters (tenant_id, subscription, epoch, seq);
CREATE INDEX dead_letters_status ON dead_letters (tenant_id, status, id);
