-- The version of the schema of each state that is stored as JSON.
ALTER TABLE tenants ADD COLUMN state_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tenant_settings ADD COLUMN state_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE products ADD COLUMN state_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE product_groups ADD COLUMN state_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE variant_stock ADD COLUMN state_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE orders ADD COLUMN state_version INTEGER NOT NULL DEFAULT 1;
