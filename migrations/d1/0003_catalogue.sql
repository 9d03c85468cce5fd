-- One row per product: its picture, and what lists of it are filtered and sorted by. Descriptions stand apart, by
-- locale: lists do not show them, and they can be long.
CREATE TABLE products (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL,
  published_at TEXT,
  picture TEXT NOT NULL,
  descriptions TEXT NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX products_newest ON products (tenant_id, status, published_at, id);
CREATE INDEX products_tombstones ON products (deleted_at) WHERE deleted_at IS NOT NULL;

-- A product's titles as they were written, folded for sorting and finding.
CREATE TABLE product_texts (
  tenant_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  version INTEGER NOT NULL,
  folded_title TEXT NOT NULL,
  PRIMARY KEY (tenant_id, product_id, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_texts_product ON product_texts (tenant_id, product_id);

-- Where handles lead, and where former ones redirect to.
CREATE TABLE product_handles (
  tenant_id TEXT NOT NULL,
  handle TEXT NOT NULL,
  locale TEXT NOT NULL,
  product_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  current INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, handle, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_handles_product ON product_handles (tenant_id, product_id);

-- Tags, vendor, type and SKUs, to filter by.
CREATE TABLE product_terms (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  term TEXT NOT NULL,
  product_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  published_at TEXT,
  PRIMARY KEY (tenant_id, kind, term, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_terms_newest ON product_terms (tenant_id, kind, term, status, published_at, product_id);
CREATE INDEX product_terms_product ON product_terms (tenant_id, product_id);

-- One row per variant and currency it has a price in.
CREATE TABLE variant_prices (
  tenant_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  product_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  policy TEXT NOT NULL,
  PRIMARY KEY (tenant_id, variant_id, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX variant_prices_product ON variant_prices (tenant_id, product_id, currency);

-- What there is of a variant, from the inventory's events.
CREATE TABLE variant_stock (
  tenant_id TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  stocked INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  stock TEXT NOT NULL,
  PRIMARY KEY (tenant_id, variant_id)
) STRICT, WITHOUT ROWID;

-- The tenant's languages, each with those to fall back on, and its currencies.
CREATE TABLE catalogue_locales (
  tenant_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  version INTEGER NOT NULL,
  chain TEXT NOT NULL,
  PRIMARY KEY (tenant_id, locale)
) STRICT, WITHOUT ROWID;

CREATE TABLE catalogue_currencies (
  tenant_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, currency)
) STRICT, WITHOUT ROWID;

-- Derived: a product in each of the tenant's languages, for sorting by title.
CREATE TABLE product_titles (
  tenant_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  product_id TEXT NOT NULL,
  status TEXT NOT NULL,
  folded_title TEXT NOT NULL,
  PRIMARY KEY (tenant_id, locale, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_titles_sorted ON product_titles (tenant_id, locale, status, folded_title, product_id);
CREATE INDEX product_titles_product ON product_titles (tenant_id, product_id);

-- Derived: a product in each of the tenant's currencies, for prices and availability. Without a price it sorts last.
CREATE TABLE product_offers (
  tenant_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  product_id TEXT NOT NULL,
  status TEXT NOT NULL,
  min_amount INTEGER,
  max_amount INTEGER,
  ascending INTEGER NOT NULL,
  descending INTEGER NOT NULL,
  in_stock INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, currency, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_offers_cheapest ON product_offers (tenant_id, currency, status, ascending, product_id);
CREATE INDEX product_offers_dearest ON product_offers (tenant_id, currency, status, descending, product_id);
CREATE INDEX product_offers_product ON product_offers (tenant_id, product_id);

-- Collections and categories.
CREATE TABLE product_groups (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  parent_id TEXT,
  picture TEXT NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_groups_kind ON product_groups (tenant_id, kind, id);
CREATE INDEX product_groups_parent ON product_groups (tenant_id, parent_id);
CREATE INDEX product_groups_tombstones ON product_groups (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE group_handles (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  handle TEXT NOT NULL,
  locale TEXT NOT NULL,
  group_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  current INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, kind, handle, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_handles_group ON group_handles (tenant_id, group_id);

CREATE TABLE group_members (
  tenant_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, group_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_group ON group_members (tenant_id, group_id);
CREATE INDEX group_members_product ON group_members (tenant_id, product_id);
