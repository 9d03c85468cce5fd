-- The handle by which product files name a product, exactly as the file that created it wrote it.
ALTER TABLE products ADD COLUMN external_handle TEXT;
CREATE UNIQUE INDEX products_external_handle ON products (external_handle);
