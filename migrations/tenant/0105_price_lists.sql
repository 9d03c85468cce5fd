-- Price lists. Their prices are rows of their own: a list can have very many.
CREATE TABLE price_lists (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  starts_at TEXT,
  ends_at TEXT,
  priority INTEGER NOT NULL,
  rules TEXT NOT NULL,
  in_effect INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Deleted lists whose prices are not removed yet.
CREATE TABLE deleted_price_lists (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- The quantity 1 stands for no lower end.
CREATE TABLE list_prices (
  variant_id TEXT NOT NULL,
  list_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  min_quantity INTEGER NOT NULL,
  max_quantity INTEGER,
  amount INTEGER NOT NULL,
  PRIMARY KEY (variant_id, list_id, currency, min_quantity)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_prices_list ON list_prices (list_id, variant_id, currency, min_quantity);
