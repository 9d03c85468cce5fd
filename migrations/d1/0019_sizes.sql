-- Rows of products are long. In the order of their key, each step of a search for one row read other whole rows.
CREATE TABLE products_by_rowid (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL,
  published_at TEXT,
  deleted_at TEXT,
  generation INTEGER NOT NULL DEFAULT 0,
  state_version INTEGER NOT NULL DEFAULT 1,
  -- The ids of its variants, as JSON.
  variant_ids TEXT NOT NULL,
  state TEXT NOT NULL,
  descriptions TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
INSERT INTO products_by_rowid
SELECT tenant_id, id, version, status, created_at, published_at, deleted_at, generation, state_version,
  COALESCE((SELECT json_group_array(value ->> 'id') FROM json_each(state, '$.variants')), '[]'), state, descriptions
FROM products;
DROP TABLE products;
ALTER TABLE products_by_rowid RENAME TO products;
CREATE INDEX products_newest ON products (tenant_id, status, published_at, id);
CREATE INDEX products_tombstones ON products (deleted_at) WHERE deleted_at IS NOT NULL;

-- The titles of groups, to show with their products.
ALTER TABLE group_handles ADD COLUMN title TEXT NOT NULL DEFAULT '';
UPDATE group_handles SET title = COALESCE((SELECT one.value ->> 'title' FROM product_groups AS g, json_each(g.state, '$.translations') AS one
  WHERE g.tenant_id = group_handles.tenant_id AND g.id = group_handles.group_id AND one.value ->> 'locale' = group_handles.locale), '')
WHERE current = 1;

-- The members of a group are in group_members only.
UPDATE product_groups SET state = json_set(state, '$.productIds', json('[]')) WHERE deleted_at IS NULL;
