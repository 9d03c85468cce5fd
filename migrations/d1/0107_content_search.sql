-- What nodes are found by, as 0004_search.sql has it for products: one row of terms for each language of a node, so that a language
-- which is turned off is just not asked for.
CREATE TABLE content_documents (
  id INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  titles TEXT NOT NULL,
  labels TEXT NOT NULL,
  body TEXT NOT NULL,
  -- The beginning of the text, for snippets.
  text TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX content_documents_locale ON content_documents (tenant_id, node_id, locale);
CREATE INDEX content_documents_node ON content_documents (tenant_id, node_id);

-- A term begins with its tenant, and with whether the node is published: see 0004_search.sql.
CREATE VIRTUAL TABLE content_search_terms USING fts5(
  titles, labels, body,
  content = '', contentless_delete = 1, detail = column, prefix = '33',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);

CREATE TRIGGER content_documents_replaced BEFORE INSERT ON content_documents BEGIN
  DELETE FROM content_documents WHERE tenant_id = new.tenant_id AND node_id = new.node_id AND locale = new.locale;
END;
CREATE TRIGGER content_documents_written AFTER INSERT ON content_documents BEGIN
  INSERT INTO content_search_terms (rowid, titles, labels, body)
  SELECT new.id, replace(rtrim(new.titles), ' ', scope), replace(rtrim(new.labels), ' ', scope), replace(rtrim(new.body), ' ', scope)
  FROM (SELECT ' ' || lower(replace(new.tenant_id, '_', '')) || CASE new.status WHEN 'published' THEN 'a' ELSE 'z' END AS scope);
END;
CREATE TRIGGER content_documents_removed AFTER DELETE ON content_documents BEGIN
  DELETE FROM content_search_terms WHERE rowid = old.id;
END;
CREATE TRIGGER content_documents_changed BEFORE UPDATE OF id, tenant_id, status, titles, labels, body ON content_documents BEGIN
  SELECT RAISE(ABORT, 'a search document is replaced, never changed: the index would not hear of it');
END;
