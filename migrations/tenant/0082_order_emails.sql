-- The e-mail address of an order, in lower case: a guest's orders are claimed by who has shown that the address is theirs.
ALTER TABLE orders ADD COLUMN email_key TEXT;
UPDATE orders SET email_key = lower(json_extract(content, '$.person.email')) WHERE customer_id IS NULL;
CREATE INDEX orders_guest ON orders (email_key, number) WHERE customer_id IS NULL;
