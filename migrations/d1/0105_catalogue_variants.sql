-- All variants, also those that have a price in lists only.
CREATE TABLE catalogue_variants (
  tenant_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  policy TEXT NOT NULL,
  PRIMARY KEY (tenant_id, variant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalogue_variants_product ON catalogue_variants (tenant_id, product_id);

INSERT INTO catalogue_variants (tenant_id, variant_id, product_id, version, generation, policy)
SELECT p.tenant_id, v.value ->> 'id', p.id, p.version, p.generation, v.value ->> 'inventoryPolicy'
FROM products AS p, json_each(p.state, '$.variants') AS v
WHERE p.deleted_at IS NULL;
