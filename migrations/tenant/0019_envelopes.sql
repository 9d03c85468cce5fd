-- The state that an event left, beside what happened. Rows of envelope 1 have it in `data`, as `after`.
ALTER TABLE events ADD COLUMN envelope INTEGER NOT NULL DEFAULT 1;
ALTER TABLE events ADD COLUMN state TEXT;
ALTER TABLE events ADD COLUMN state_version INTEGER;
