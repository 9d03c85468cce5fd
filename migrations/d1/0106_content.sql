-- Posts, pages, and what else is a node. A body is apart from its node, rendered, in parts that fit into a row.
CREATE TABLE nodes (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  -- The id of the staff user who wrote it, as the permissions on own nodes compare it.
  author_id TEXT,
  sticky INTEGER NOT NULL,
  position INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  published_at TEXT,
  -- Without bodies.
  state TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  -- The beginning of each body's text, by locale.
  summaries TEXT NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX nodes_updated ON nodes (tenant_id, kind, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX nodes_published ON nodes (tenant_id, kind, sticky, published_at, id) WHERE status = 'published';
CREATE INDEX nodes_tombstones ON nodes (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE node_bodies (
  tenant_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  part INTEGER NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  html TEXT NOT NULL,
  PRIMARY KEY (tenant_id, node_id, locale, part)
) STRICT;
CREATE INDEX node_bodies_node ON node_bodies (tenant_id, node_id);

-- Current and former slugs.
CREATE TABLE node_slugs (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  handle TEXT NOT NULL,
  locale TEXT NOT NULL,
  node_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  current INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, kind, handle, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX node_slugs_node ON node_slugs (tenant_id, node_id);

-- What nodes are filtered by: tags and categories by id, authors by id (`author`) and by name (`authorName`), languages.
CREATE TABLE node_terms (
  tenant_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  term TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  node_kind TEXT NOT NULL,
  status TEXT NOT NULL,
  published_at TEXT,
  PRIMARY KEY (tenant_id, node_id, kind, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX node_terms_node ON node_terms (tenant_id, node_id);
CREATE INDEX node_terms_published ON node_terms (tenant_id, kind, term, node_kind, published_at, node_id) WHERE status = 'published';

-- Categories and tags of content.
CREATE TABLE content_terms (
  tenant_id TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  parent_id TEXT,
  state TEXT NOT NULL,
  state_version INTEGER NOT NULL,
  deleted_at TEXT,
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX content_terms_kind ON content_terms (tenant_id, kind, id) WHERE deleted_at IS NULL;
CREATE INDEX content_terms_parent ON content_terms (tenant_id, parent_id);
CREATE INDEX content_terms_tombstones ON content_terms (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE content_term_slugs (
  tenant_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  handle TEXT NOT NULL,
  locale TEXT NOT NULL,
  term_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  current INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, kind, handle, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX content_term_slugs_term ON content_term_slugs (tenant_id, term_id);
