-- The search terms of a product by language, where it has several: a language that the tenant turns off is taken out of its document,
-- and put back when it is turned on again. The empty locale has what is in no language. The rebuild that newer code begins fills it.
CREATE TABLE search_texts (
  tenant_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL,
  -- Whether the document has it.
  in_document INTEGER NOT NULL,
  titles TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant_id, product_id, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_texts_product ON search_texts (tenant_id, product_id);
CREATE INDEX search_texts_locale ON search_texts (tenant_id, locale, in_document, product_id);
