-- The order in which the store lists a collection's products.
ALTER TABLE product_groups ADD COLUMN sort TEXT NOT NULL DEFAULT 'newest'
  CHECK (sort IN ('manual', 'newest', 'title', 'price'));
