-- Posts, pages and other texts that stand by themselves.
CREATE TABLE content_nodes (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
  author TEXT NOT NULL,
  parent_id TEXT,
  position INTEGER NOT NULL,
  sticky INTEGER NOT NULL,
  template TEXT,
  featured_media TEXT,
  metadata TEXT NOT NULL,
  publish_at TEXT,
  unpublish_at TEXT,
  published_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX content_nodes_parent ON content_nodes (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX content_nodes_publish ON content_nodes (publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX content_nodes_unpublish ON content_nodes (unpublish_at) WHERE unpublish_at IS NOT NULL;

-- With rowids: a search for one row does not read the bodies of others.
CREATE TABLE content_node_translations (
  node_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  excerpt TEXT,
  body TEXT,
  format TEXT NOT NULL,
  seo TEXT,
  PRIMARY KEY (node_id, locale)
) STRICT;

-- What a post or page was after each change of its content.
CREATE TABLE content_revisions (
  node_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  restored_from INTEGER,
  bytes INTEGER NOT NULL,
  state_version INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (node_id, number)
) STRICT;
