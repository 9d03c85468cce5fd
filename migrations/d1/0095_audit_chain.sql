-- The hash of the entry in the object's log, and one of everything that this row shows.
ALTER TABLE audit ADD COLUMN hash TEXT;
ALTER TABLE audit ADD COLUMN digest TEXT;
