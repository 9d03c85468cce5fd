-- One row per order. An order is always read and written whole, and what hangs on it is bounded, so its parts are JSON.
CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'confirmed', 'paid', 'shipped', 'delivered', 'cancelled')),
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  prices_include_tax INTEGER NOT NULL,
  person TEXT,
  items TEXT NOT NULL,
  shipping_option TEXT,
  totals TEXT NOT NULL,
  payments TEXT NOT NULL,
  fulfillments TEXT NOT NULL,
  refunds TEXT NOT NULL,
  timeline TEXT NOT NULL,
  cancel_reason TEXT,
  customer_id TEXT,
  cart_id TEXT,
  access_token_hash TEXT NOT NULL,
  placed_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX orders_number ON orders (number);

-- The last number that an order was given.
CREATE TABLE order_counter (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO order_counter (id, last) VALUES (1, 1000);
