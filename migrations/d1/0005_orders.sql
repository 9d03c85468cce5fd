-- One row per order: its picture, and what lists of it are narrowed and sorted by. Rows are long and never deleted, so
-- they are not kept in the order of a key; lists go by the indexes.
CREATE TABLE orders (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  number INTEGER NOT NULL,
  placed_at TEXT NOT NULL,
  status TEXT NOT NULL,
  payment_status TEXT NOT NULL,
  fulfillment_status TEXT NOT NULL,
  email TEXT,
  picture TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX orders_newest ON orders (tenant_id, placed_at, number);
CREATE INDEX orders_state ON orders (tenant_id, status, payment_status, fulfillment_status, placed_at, number);
CREATE INDEX orders_email ON orders (tenant_id, email, placed_at, number);
CREATE INDEX orders_number ON orders (tenant_id, number);

-- The words that staff find an order by: its number, the e-mail address, names. In the order of the list, for each word.
CREATE TABLE order_terms (
  tenant_id TEXT NOT NULL,
  term TEXT NOT NULL,
  placed_at TEXT NOT NULL,
  number INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, term, placed_at, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_terms_order ON order_terms (tenant_id, order_id);
