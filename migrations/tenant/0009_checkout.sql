-- Carts are working state: written by their commands, not by events, and gone after a while. Whoever knows the
-- capability may use the cart; events call it by its id.
CREATE TABLE carts (
  capability TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('active', 'abandoned', 'completed')),
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  email TEXT,
  shipping_address TEXT,
  billing_address TEXT,
  shipping_option_id TEXT,
  note TEXT,
  lines TEXT NOT NULL,
  order_id TEXT,
  version INTEGER NOT NULL,
  abandon_at INTEGER,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX carts_abandonment ON carts (abandon_at) WHERE abandon_at IS NOT NULL;
CREATE INDEX carts_expiry ON carts (expires_at);

-- How many there are, so that nobody has to count them.
CREATE TABLE cart_count (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  carts INTEGER NOT NULL
) STRICT;
INSERT INTO cart_count (id, carts) VALUES (1, 0);
