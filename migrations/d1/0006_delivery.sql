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

-- Rows are stamped with the generation in which they were written: one more with every rebuild of the tenant. What is
-- older than the rebuild that has just ended was left over, and goes. Rows from before the present epoch give way to any
-- version.
ALTER TABLE positions ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE positions ADD COLUMN epoch_generation INTEGER NOT NULL DEFAULT 0;

-- How far a rebuild or replay is: written in the batch of every page. The NOT NULL on cursor is load-bearing, as the one
-- of positions.
CREATE TABLE rebuilds (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  stage TEXT NOT NULL,
  cursor TEXT NOT NULL,
  aggregates INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

ALTER TABLE tenants ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tenant_settings ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE products ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product_texts ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product_handles ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product_terms ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE variant_prices ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE variant_stock ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE catalogue_locales ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE catalogue_currencies ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE product_groups ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE group_handles ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE group_members ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE search_documents ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
