-- The stars of each product that has approved reviews with stars. Counted from the comments.
CREATE TABLE product_ratings (
  tenant_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  reviews INTEGER NOT NULL,
  stars INTEGER NOT NULL,
  -- The average in hundredths, which lists are sorted by.
  average INTEGER NOT NULL,
  -- Whether it is about to be counted again.
  stale INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_ratings_best ON product_ratings (tenant_id, average, product_id);
CREATE INDEX product_ratings_stale ON product_ratings (tenant_id, product_id) WHERE stale = 1;
