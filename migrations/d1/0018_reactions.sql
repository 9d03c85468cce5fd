-- The event of a reaction's dead letter, so that it can be replayed whatever becomes of the log. Gone once it is settled.
ALTER TABLE dead_letters ADD COLUMN event TEXT;

-- Mails that were kept here instead of being sent, where the platform runs without a mail provider.
CREATE TABLE mailbox (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  -- How often it was sent under the same key.
  times INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mailbox_newest ON mailbox (tenant_id, sent_at, id);
