CREATE TABLE products (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
  vendor TEXT,
  type TEXT,
  tags TEXT NOT NULL,
  options TEXT NOT NULL,
  images TEXT NOT NULL,
  metadata TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  published_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE product_translations (
  product_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  title TEXT NOT NULL,
  subtitle TEXT,
  handle TEXT NOT NULL,
  description TEXT,
  seo TEXT,
  PRIMARY KEY (product_id, locale)
) STRICT, WITHOUT ROWID;

CREATE TABLE variants (
  id TEXT PRIMARY KEY,
  product_id TEXT NOT NULL,
  sku TEXT,
  barcode TEXT,
  options TEXT NOT NULL,
  prices TEXT NOT NULL,
  inventory_policy TEXT NOT NULL CHECK (inventory_policy IN ('deny', 'continue', 'untracked')),
  requires_shipping INTEGER NOT NULL,
  weight INTEGER,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX variants_sku ON variants (sku);
CREATE INDEX variants_product ON variants (product_id);

-- One table for products, collections and categories: what a handle leads to, or once led to.
CREATE TABLE handles (
  kind TEXT NOT NULL,
  locale TEXT NOT NULL,
  handle TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  current INTEGER NOT NULL,
  PRIMARY KEY (kind, locale, handle)
) STRICT, WITHOUT ROWID;
CREATE INDEX handles_owner ON handles (kind, owner_id);

-- Collections and categories.
CREATE TABLE product_groups (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('collection', 'category')),
  parent_id TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX product_groups_parent ON product_groups (parent_id);

CREATE TABLE group_translations (
  group_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  title TEXT NOT NULL,
  handle TEXT NOT NULL,
  description TEXT,
  seo TEXT,
  PRIMARY KEY (group_id, locale)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_products (
  group_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (group_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_products_product ON group_products (product_id);
