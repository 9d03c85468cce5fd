-- What decides a product's tax rates, and by which shipping options it is shipped.
ALTER TABLE products ADD COLUMN tax_category TEXT NOT NULL DEFAULT 'standard';
ALTER TABLE products ADD COLUMN shipping_profile TEXT;
