-- What the last file said is stocked of a product's variants, by variant. Working state: a quantity counts only when a
-- file says another one, so that a file that is brought again does not undo what was sold since.
CREATE TABLE imported_stock (
  product_id TEXT PRIMARY KEY,
  quantities TEXT NOT NULL
) STRICT, WITHOUT ROWID;
