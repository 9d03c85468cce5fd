-- Whose cart it is: the customer who created it, used it or took it over while signed in.
ALTER TABLE carts ADD COLUMN customer_id TEXT;
CREATE INDEX carts_customer ON carts (customer_id, expires_at) WHERE customer_id IS NOT NULL;
