-- How far the read model is in each tenant's log. The NOT NULL on seq is load-bearing: moving a position that another
-- delivery has moved already sets it to NULL, which breaks the whole batch.
CREATE TABLE positions (
  tenant_id TEXT NOT NULL,
  subscription TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, subscription)
) STRICT, WITHOUT ROWID;
