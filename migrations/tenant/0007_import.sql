-- What the last file said is stocked of a product's variants, by variant. Working state: a quantity counts only when a
-- file says another one, so that a file that is brought again does not undo what was sold since.
CREATE TABLE imported_stock (
  product_id TEXT PRIMARY KEY,
  quantities TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A product that has no text in the shop's own language is known to a file by a handle in another one.
CREATE INDEX handles_anywhere ON handles (kind, handle);
