import { isNotNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { TermKind } from "./schema.ts";

/** Categories and tags of content, in the tables of `migrations/tenant/0113_content_terms.sql`. */
export const terms = sqliteTable(
  "content_terms",
  {
    id: text().primaryKey(),
    kind: text().$type<TermKind>().notNull(),
    parentId: text("parent_id"),
    position: integer().notNull(),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
  },
  (table) => [
    index("content_terms_kind").on(table.kind, table.id),
    index("content_terms_parent").on(table.parentId).where(isNotNull(table.parentId)),
  ],
);

export const termTranslations = sqliteTable(
  "content_term_translations",
  {
    termId: text("term_id").notNull(),
    locale: text().notNull(),
    kind: text().$type<TermKind>().notNull(),
    name: text().notNull(),
    /** The name without case and accents, by which nodes name it. */
    nameKey: text("name_key").notNull(),
    slug: text().notNull(),
    description: text(),
  },
  (table) => [
    primaryKey({ columns: [table.termId, table.locale] }),
    index("content_term_names").on(table.kind, table.nameKey, table.termId),
  ],
);

export const nodeTerms = sqliteTable(
  "content_node_terms",
  {
    nodeId: text("node_id").notNull(),
    kind: text().$type<TermKind>().notNull(),
    termId: text("term_id").notNull(),
    position: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.nodeId, table.kind, table.termId] }),
    index("content_node_terms_term").on(table.termId),
  ],
);
