-- Lists of the orders of a customer.
ALTER TABLE orders ADD COLUMN customer_id TEXT;
UPDATE orders SET customer_id = state ->> '$.customerId' WHERE state ->> '$.customerId' IS NOT NULL;
CREATE INDEX orders_customer ON orders (tenant_id, customer_id, placed_at, number) WHERE customer_id IS NOT NULL;
