-- A hash of the shopper who opened the cart. Null if staff did, or the shop's own server.
ALTER TABLE carts ADD COLUMN caller TEXT;
CREATE INDEX carts_caller ON carts (caller, expires_at) WHERE caller IS NOT NULL;

-- How many carts each shopper has, so that nobody has to count them.
CREATE TABLE cart_callers (
  caller TEXT PRIMARY KEY,
  carts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cart_callers_most ON cart_callers (carts);
