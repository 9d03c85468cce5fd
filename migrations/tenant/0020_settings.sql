-- The version of the settings' schema.
ALTER TABLE settings ADD COLUMN state_version INTEGER NOT NULL DEFAULT 1;
