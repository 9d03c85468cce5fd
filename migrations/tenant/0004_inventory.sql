CREATE TABLE inventory_levels (
  variant_id TEXT NOT NULL,
  location_id TEXT NOT NULL,
  stocked INTEGER NOT NULL CHECK (stocked >= 0),
  reserved INTEGER NOT NULL CHECK (reserved >= 0),
  PRIMARY KEY (variant_id, location_id)
) STRICT, WITHOUT ROWID;
