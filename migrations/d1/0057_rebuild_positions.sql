-- Where the position stood when a rebuild began. If it has moved since, the rebuild doesn't move it.
ALTER TABLE rebuilds ADD COLUMN position INTEGER;
