-- The attributes of a product, such as its material, as JSON.
ALTER TABLE products ADD COLUMN attributes TEXT NOT NULL DEFAULT '[]';
