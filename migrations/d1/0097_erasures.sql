-- What was erased, so that nothing that comes late brings it back, and the audit entry that erased it.
CREATE TABLE erased (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  audit_epoch INTEGER,
  audit_seq INTEGER,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX erased_age ON erased (at);

-- The aggregate that a mail is about. Nobody knows it of older mails, which are kept for seven days.
ALTER TABLE mailbox ADD COLUMN about TEXT NOT NULL DEFAULT '';
CREATE INDEX mailbox_about ON mailbox (tenant_id, about);

-- The entry that erased this one, and what an entry erased.
ALTER TABLE audit ADD COLUMN erased_epoch INTEGER;
ALTER TABLE audit ADD COLUMN erased_seq INTEGER;
ALTER TABLE audit ADD COLUMN erases TEXT;
