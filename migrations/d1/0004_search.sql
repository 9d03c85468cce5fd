-- What a product is found by: one row of terms, which the code makes. Terms are parted by one space, with one before the
-- first and one behind the last.
CREATE TABLE search_documents (
  id INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  titles TEXT NOT NULL,
  labels TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_documents_product ON search_documents (tenant_id, product_id);

-- The index of those terms. Each begins with its tenant, and with whether the product is on sale, so nobody's postings
-- are read for anyone else. The prefix index is for the first two letters of a word: 29 characters of the tenant's id,
-- one of the status, one of the term's kind come before them.
CREATE VIRTUAL TABLE search_terms USING fts5(
  titles, labels, body,
  content = '', contentless_delete = 1, detail = column, prefix = '33',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);

-- Whatever happens to a document happens to its terms. A replaced row must be deleted as such: REPLACE calls no trigger.
CREATE TRIGGER search_documents_replaced BEFORE INSERT ON search_documents BEGIN
  DELETE FROM search_documents WHERE tenant_id = new.tenant_id AND product_id = new.product_id;
END;
CREATE TRIGGER search_documents_written AFTER INSERT ON search_documents BEGIN
  INSERT INTO search_terms (rowid, titles, labels, body)
  SELECT new.id, replace(rtrim(new.titles), ' ', scope), replace(rtrim(new.labels), ' ', scope), replace(rtrim(new.body), ' ', scope)
  FROM (SELECT ' ' || lower(replace(new.tenant_id, '_', '')) || CASE new.status WHEN 'active' THEN 'a' ELSE 'z' END AS scope);
END;
CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
  DELETE FROM search_terms WHERE rowid = old.id;
END;
CREATE TRIGGER search_documents_changed BEFORE UPDATE OF id, tenant_id, status, titles, labels, body ON search_documents BEGIN
  SELECT RAISE(ABORT, 'a search document is replaced, never changed: the index would not hear of it');
END;

-- What is there already is found by the words of its titles, and filtered by its labels; by the rest once it changes.
INSERT INTO search_documents (tenant_id, product_id, version, status, titles, labels, body)
SELECT p.tenant_id, p.id, p.version, p.status,
  COALESCE((SELECT ' w' || group_concat(replace(t.folded_title, ' ', ' w'), ' w') || ' '
    FROM product_texts AS t WHERE t.tenant_id = p.tenant_id AND t.product_id = p.id), ''),
  COALESCE((SELECT ' ' || group_concat(CASE t.kind WHEN 'tag' THEN 't' WHEN 'vendor' THEN 'v' ELSE 'y' END || lower(hex(t.term)), ' ') || ' '
    FROM product_terms AS t WHERE t.tenant_id = p.tenant_id AND t.product_id = p.id AND t.kind <> 'sku'), ''),
  ''
FROM products AS p WHERE p.deleted_at IS NULL;

-- Prices in their order, to find what is in a range of them.
CREATE INDEX variant_prices_amount ON variant_prices (tenant_id, currency, amount, product_id);
