-- Which posts and pages show a file.
CREATE TABLE node_media (
  media_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (media_id, node_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX node_media_node ON node_media (node_id);
