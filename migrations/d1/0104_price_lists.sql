-- Price lists, as far as store reads need them. The row of a deleted list is a tombstone.
CREATE TABLE price_lists (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  in_effect INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  countries TEXT,
  customer_groups TEXT,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX price_lists_active ON price_lists (tenant_id, status) WHERE deleted_at IS NULL;
CREATE INDEX price_lists_tombstones ON price_lists (deleted_at) WHERE deleted_at IS NOT NULL;

-- Variants that have, or once had, prices in lists.
CREATE TABLE listed_variants (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_variants_tombstones ON listed_variants (deleted_at) WHERE deleted_at IS NOT NULL;

-- Their prices. The quantity 1 stands for no lower end.
CREATE TABLE list_prices (
  tenant_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  list_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  min_quantity INTEGER NOT NULL,
  max_quantity INTEGER,
  amount INTEGER NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, variant_id, list_id, currency, min_quantity)
) STRICT;
CREATE INDEX list_prices_variant ON list_prices (tenant_id, variant_id, currency, list_id);
CREATE INDEX list_prices_list ON list_prices (tenant_id, list_id, currency, min_quantity, variant_id);
