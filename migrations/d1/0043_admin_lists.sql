-- Lists for staff: products by the time of their last change and by title in every status, and variants by barcode.
ALTER TABLE products ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
UPDATE products SET updated_at = COALESCE(state ->> '$.updatedAt', created_at);
CREATE INDEX products_updated ON products (tenant_id, updated_at, id);
CREATE INDEX product_titles_listed ON product_titles (tenant_id, locale, folded_title, product_id);

INSERT OR IGNORE INTO product_terms (tenant_id, kind, term, product_id, version, generation, status, published_at)
SELECT p.tenant_id, 'barcode', v.value ->> 'barcode', p.id, p.version, p.generation, p.status, p.published_at
FROM products AS p, json_each(p.state, '$.variants') AS v
WHERE p.deleted_at IS NULL AND v.value ->> 'barcode' IS NOT NULL;
