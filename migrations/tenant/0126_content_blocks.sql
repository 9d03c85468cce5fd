-- The blocks of a post or page, in their order, as JSON.
ALTER TABLE content_nodes ADD COLUMN blocks TEXT NOT NULL DEFAULT '[]';
