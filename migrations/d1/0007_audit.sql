-- From every tenant's journal: who did what, or was refused. Keyed by the life of the object too: what was undone by a
-- restore did happen.
CREATE TABLE audit (
  tenant_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL,
  code TEXT,
  resources TEXT NOT NULL,
  changes TEXT NOT NULL,
  correlation_id TEXT NOT NULL,
  address TEXT,
  PRIMARY KEY (tenant_id, epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_time ON audit (tenant_id, at, epoch, seq);
CREATE INDEX audit_actor ON audit (tenant_id, actor_id, at, epoch, seq);
CREATE INDEX audit_age ON audit (at);

-- What each entry was about, to find entries by.
CREATE TABLE audit_resources (
  tenant_id TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  at TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, resource_id, at, epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_resources_age ON audit_resources (at);
