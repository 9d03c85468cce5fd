-- Lists of orders by the time of their last change, and by the SKUs of their items. A search term never begins with "=".
ALTER TABLE orders ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
UPDATE orders SET updated_at = COALESCE(state ->> '$.timeline[#-1].at', placed_at);
CREATE INDEX orders_updated ON orders (tenant_id, updated_at, number);

INSERT OR IGNORE INTO order_terms (tenant_id, term, placed_at, number, order_id, version, generation)
SELECT o.tenant_id, '=' || (i.value ->> 'sku'), o.placed_at, o.number, o.id, o.version, o.generation
FROM orders AS o, json_each(o.state, '$.items') AS i
WHERE i.value ->> 'sku' IS NOT NULL;
