-- One row per customer: its state, and what lists are narrowed and sorted by. The row of a deleted customer is a tombstone.
CREATE TABLE customers (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  status TEXT NOT NULL,
  email TEXT,
  state TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX customers_newest ON customers (tenant_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX customers_updated ON customers (tenant_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX customers_status ON customers (tenant_id, status, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX customers_email ON customers (tenant_id, email, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX customers_tombstones ON customers (deleted_at) WHERE deleted_at IS NOT NULL;

-- The words that staff find a customer by: the e-mail address, names, the telephone number. In the order of the list, for each word.
CREATE TABLE customer_terms (
  tenant_id TEXT NOT NULL,
  term TEXT NOT NULL,
  created_at TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, term, created_at, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_terms_customer ON customer_terms (tenant_id, customer_id);

-- Groups of customers, and which customers are in them. The row of a deleted group is a tombstone.
CREATE TABLE customer_groups (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  handle TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_groups_handle ON customer_groups (tenant_id, handle) WHERE deleted_at IS NULL;
CREATE INDEX customer_groups_tombstones ON customer_groups (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE customer_group_members (
  tenant_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, group_id, created_at, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_group_members_customer ON customer_group_members (tenant_id, customer_id);
