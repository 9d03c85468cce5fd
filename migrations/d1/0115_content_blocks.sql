-- The blocks of posts and pages as the store answers them, rendered: a list as JSON, in parts that fit into a row.
CREATE TABLE node_blocks (
  tenant_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  part INTEGER NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  json TEXT NOT NULL,
  PRIMARY KEY (tenant_id, node_id, part)
) STRICT;
CREATE INDEX node_blocks_node ON node_blocks (tenant_id, node_id);

-- Which products their product grids show.
CREATE TABLE node_grids (
  tenant_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  -- The block's place.
  position INTEGER NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  -- `collection`, `category`, `products` or `newest`.
  kind TEXT NOT NULL,
  -- An id or handle, or a list of ids as JSON.
  value TEXT NOT NULL,
  size INTEGER NOT NULL,
  sort TEXT NOT NULL,
  PRIMARY KEY (tenant_id, node_id, position)
) STRICT;
CREATE INDEX node_grids_node ON node_grids (tenant_id, node_id);
