-- Whether a post takes new comments.
ALTER TABLE content_nodes ADD COLUMN comments_open INTEGER NOT NULL DEFAULT 1;

-- For exports, which read one kind after the other.
CREATE INDEX content_nodes_kind ON content_nodes (kind, id);
