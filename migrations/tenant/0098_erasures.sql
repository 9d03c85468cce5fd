-- Which customers have become one: all of them are the same person.
CREATE TABLE customer_merges (
  id TEXT PRIMARY KEY,
  merged_into TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_merges_into ON customer_merges (merged_into);
INSERT OR IGNORE INTO customer_merges (id, merged_into)
SELECT aggregate_id, data ->> '$.mergedInto' FROM events
WHERE aggregate_type = 'customer' AND type = 'customer.deleted' AND data ->> '$.mergedInto' IS NOT NULL;

-- Erasures of customers, and how far they are. E-mail addresses are here until the end: they find what a guest has left.
CREATE TABLE customer_erasures (
  customer_id TEXT PRIMARY KEY,
  customer_ids TEXT NOT NULL,
  emails TEXT NOT NULL,
  step TEXT NOT NULL,
  cursor TEXT NOT NULL,
  orders INTEGER NOT NULL,
  actor TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  completed_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_erasures_open ON customer_erasures (requested_at, customer_id) WHERE completed_at IS NULL;

CREATE INDEX orders_customer ON orders (customer_id, number) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_open ON orders (customer_id, email_key, number)
WHERE content ->> '$.status' IN ('pending', 'confirmed', 'paid');
CREATE INDEX carts_email ON carts (lower(email)) WHERE email IS NOT NULL;

-- Guests' orders that are older than the log.
UPDATE audit_log SET subject = placed.id
FROM (SELECT id, content ->> '$.placedAt' AS at FROM orders) AS placed
WHERE audit_log.at = placed.at AND audit_log.subject IS NULL AND audit_log.first_event IS NOT NULL
  AND audit_log.actor ->> '$.kind' = 'customer';
