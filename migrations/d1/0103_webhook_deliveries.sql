-- Deliveries to webhook endpoints: one row for each event and endpoint, written by whoever makes the attempts. Removed some
-- time after the last attempt, and with the person or the tenant that it is about.
CREATE TABLE webhook_deliveries (
  tenant_id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  aggregate_type TEXT NOT NULL,
  aggregate_id TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  -- Of the last attempt: the receiver's status code and the beginning of its answer, or why there was none.
  code INTEGER,
  answer TEXT,
  error TEXT,
  duration_ms INTEGER NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, endpoint_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_status ON webhook_deliveries (tenant_id, endpoint_id, status, id);
CREATE INDEX webhook_deliveries_aggregate ON webhook_deliveries (tenant_id, aggregate_id);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (last_at);
