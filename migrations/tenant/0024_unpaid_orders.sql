-- Orders that may expire because they are not paid, by how they are to be paid: null if there is nothing to pay. `since` is
-- null for orders that are older than this table. Their time begins when the job first sees them.
CREATE TABLE unpaid_orders (
  order_id TEXT PRIMARY KEY,
  method TEXT CHECK (method IN ('card', 'manual')),
  since INTEGER
) STRICT;
CREATE INDEX unpaid_orders_due ON unpaid_orders (method, since);

-- What a shopper has in unpaid orders. `caller` is a hash. A row goes with the order's row in `unpaid_orders`.
CREATE TABLE unpaid_units (
  order_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  caller TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (order_id, variant_id)
) STRICT;
CREATE INDEX unpaid_units_caller ON unpaid_units (caller, variant_id, quantity);

-- Only orders that still hold stock are read.
INSERT INTO unpaid_orders (order_id, method, since)
SELECT id,
  CASE
    WHEN content ->> '$.totals.total.amount' = 0 THEN NULL
    WHEN content ->> '$.payments[0].provider' = 'manual' THEN 'manual'
    ELSE 'card'
  END,
  NULL
FROM orders
WHERE id IN (SELECT owner FROM reservations)
  AND content ->> '$.status' IN ('pending', 'confirmed')
  AND content ->> '$.payments[0].status' IN ('created', 'declined', 'failed')
  AND content ->> '$.fulfillments[0]' IS NULL;
INSERT INTO schedules (name, due_at)
SELECT 'orders.expireUnpaid', 0 WHERE EXISTS (SELECT 1 FROM unpaid_orders);
