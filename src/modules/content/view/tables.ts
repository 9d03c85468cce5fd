import { isNotNull, isNull, sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

const versioned = {
  version: integer().notNull(),
  generation: integer().notNull().default(0),
};

/** The tables of `migrations/d1/0106_content.sql` and `0107_content_search.sql`. */
export const nodes = sqliteTable(
  "nodes",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    ...versioned,
    kind: text().notNull(),
    status: text().notNull(),
    authorId: text("author_id"),
    sticky: integer().notNull(),
    position: integer().notNull(),
    updatedAt: text("updated_at").notNull(),
    publishedAt: text("published_at"),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull(),
    summaries: text().notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("nodes_updated")
      .on(table.tenantId, table.kind, table.updatedAt, table.id)
      .where(isNull(table.deletedAt)),
    index("nodes_published")
      .on(table.tenantId, table.kind, table.sticky, table.publishedAt, table.id)
      .where(sql`status = 'published'`),
    index("nodes_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const nodeBodies = sqliteTable(
  "node_bodies",
  {
    tenantId: text("tenant_id").notNull(),
    nodeId: text("node_id").notNull(),
    locale: text().notNull(),
    part: integer().notNull(),
    ...versioned,
    html: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.nodeId, table.locale, table.part] }),
    index("node_bodies_node").on(table.tenantId, table.nodeId),
  ],
);

export const nodeSlugs = sqliteTable(
  "node_slugs",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text().notNull(),
    handle: text().notNull(),
    locale: text().notNull(),
    nodeId: text("node_id").notNull(),
    ...versioned,
    current: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.handle, table.locale] }),
    index("node_slugs_node").on(table.tenantId, table.nodeId),
  ],
);

export const nodeTerms = sqliteTable(
  "node_terms",
  {
    tenantId: text("tenant_id").notNull(),
    nodeId: text("node_id").notNull(),
    kind: text().notNull(),
    term: text().notNull(),
    ...versioned,
    nodeKind: text("node_kind").notNull(),
    status: text().notNull(),
    publishedAt: text("published_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.nodeId, table.kind, table.term] }),
    index("node_terms_node").on(table.tenantId, table.nodeId),
    index("node_terms_published")
      .on(table.tenantId, table.kind, table.term, table.nodeKind, table.publishedAt, table.nodeId)
      .where(sql`status = 'published'`),
  ],
);

export const contentTerms = sqliteTable(
  "content_terms",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    ...versioned,
    kind: text().notNull(),
    parentId: text("parent_id"),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("content_terms_kind").on(table.tenantId, table.kind, table.id).where(isNull(table.deletedAt)),
    index("content_terms_parent").on(table.tenantId, table.parentId),
    index("content_terms_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const contentTermSlugs = sqliteTable(
  "content_term_slugs",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text().notNull(),
    handle: text().notNull(),
    locale: text().notNull(),
    termId: text("term_id").notNull(),
    ...versioned,
    name: text().notNull(),
    current: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.handle, table.locale] }),
    index("content_term_slugs_term").on(table.tenantId, table.termId),
  ],
);

export const contentDocuments = sqliteTable(
  "content_documents",
  {
    id: integer().primaryKey(),
    tenantId: text("tenant_id").notNull(),
    nodeId: text("node_id").notNull(),
    locale: text().notNull(),
    ...versioned,
    kind: text().notNull(),
    status: text().notNull(),
    titles: text().notNull(),
    labels: text().notNull(),
    body: text().notNull(),
    text: text().notNull(),
  },
  (table) => [
    uniqueIndex("content_documents_locale").on(table.tenantId, table.nodeId, table.locale),
    index("content_documents_node").on(table.tenantId, table.nodeId),
  ],
);
