-- Which products show a file.
CREATE TABLE product_media (
  media_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  PRIMARY KEY (media_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_media_product ON product_media (product_id);
