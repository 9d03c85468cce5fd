ALTER TABLE inventory_levels ADD COLUMN backordered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inventory_levels ADD COLUMN low_stock_threshold INTEGER;

-- Where stock is kept. A deleted location stays as a row, so that its empty levels are known for what they are.
CREATE TABLE locations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT, WITHOUT ROWID;

-- What is promised, to whom. A backordered part is promised without being there.
CREATE TABLE reservations (
  owner TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  location_id TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  backordered INTEGER NOT NULL CHECK (backordered BETWEEN 0 AND quantity),
  PRIMARY KEY (owner, variant_id, location_id)
) STRICT, WITHOUT ROWID;

-- The history of every variant: one row per event and location, with what it left behind.
CREATE TABLE stock_movements (
  variant_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  location_id TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('counted', 'reserved', 'released', 'taken')),
  stocked_change INTEGER NOT NULL,
  reserved_change INTEGER NOT NULL,
  stocked INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  reason TEXT NOT NULL,
  owner TEXT,
  actor TEXT NOT NULL,
  PRIMARY KEY (variant_id, seq, location_id)
) STRICT, WITHOUT ROWID;
