-- The address books of customers. At most one address of a customer is the default for shipping, and one for billing.
CREATE TABLE customer_addresses (
  id TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL,
  content TEXT NOT NULL,
  state_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_addresses_customer ON customer_addresses (customer_id, id);
