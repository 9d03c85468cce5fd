-- Tables and columns take the names that the code uses.
ALTER TABLE products RENAME COLUMN picture TO state;
ALTER TABLE product_groups RENAME COLUMN picture TO state;
ALTER TABLE orders RENAME COLUMN picture TO state;

ALTER TABLE product_offers RENAME TO product_prices;
DROP INDEX product_offers_cheapest;
DROP INDEX product_offers_dearest;
DROP INDEX product_offers_product;
CREATE INDEX product_prices_cheapest ON product_prices (tenant_id, currency, status, ascending, product_id);
CREATE INDEX product_prices_dearest ON product_prices (tenant_id, currency, status, descending, product_id);
CREATE INDEX product_prices_product ON product_prices (tenant_id, product_id);
