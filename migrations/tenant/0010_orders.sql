-- One row per order. An order is always read and written whole, and what hangs on it is bounded, so it is one JSON text;
-- beside it stands what orders are found and opened by.
CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  customer_id TEXT,
  access_token_hash TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX orders_number ON orders (number);

-- The last number that an order was given.
CREATE TABLE order_counter (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO order_counter (id, last) VALUES (1, 1000);
