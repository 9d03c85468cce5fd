-- The version of the schema of an order's content.
ALTER TABLE orders ADD COLUMN state_version INTEGER NOT NULL DEFAULT 1;
