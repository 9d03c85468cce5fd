-- Lists of the orders of a country: where they go, or without a shipping address who pays.
ALTER TABLE orders ADD COLUMN country TEXT;
UPDATE orders SET country = coalesce(state ->> '$.person.shippingAddress.country', state ->> '$.person.billingAddress.country');
CREATE INDEX orders_country ON orders (tenant_id, country, placed_at, number) WHERE country IS NOT NULL;
