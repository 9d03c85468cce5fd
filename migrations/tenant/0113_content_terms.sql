-- Categories and tags of content.
CREATE TABLE content_terms (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('contentCategory', 'tag')),
  parent_id TEXT,
  position INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX content_terms_kind ON content_terms (kind, id);
CREATE INDEX content_terms_parent ON content_terms (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE content_term_translations (
  term_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  slug TEXT NOT NULL,
  description TEXT,
  PRIMARY KEY (term_id, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX content_term_names ON content_term_translations (kind, name_key, term_id);

-- The terms of a post or page, in the order that they were given. One table for both kinds.
CREATE TABLE content_node_terms (
  node_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  term_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (node_id, kind, term_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX content_node_terms_term ON content_node_terms (term_id);
