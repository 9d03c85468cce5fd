-- Whether a post takes new comments.
ALTER TABLE content_nodes ADD COLUMN comments_open INTEGER NOT NULL DEFAULT 1;
