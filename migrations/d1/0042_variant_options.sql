-- The option values of variants, to find and count products by.
CREATE TABLE variant_options (
  tenant_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  product_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, variant_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX variant_options_product ON variant_options (tenant_id, product_id);
CREATE INDEX variant_options_value ON variant_options (tenant_id, name, value, product_id);

INSERT INTO variant_options (tenant_id, variant_id, name, value, product_id, version, generation)
SELECT p.tenant_id, v.value ->> 'id', o.key, o.value, p.id, p.version, p.generation
FROM products AS p, json_each(p.state, '$.variants') AS v, json_each(v.value, '$.options') AS o
WHERE p.deleted_at IS NULL;
