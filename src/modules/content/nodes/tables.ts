import { isNotNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Block } from "../blocks/schema.ts";
import type { NodeAuthor, NodeState, NodeStatus } from "./schema.ts";
import type { BodyFormat, NodeTranslation } from "./translation.ts";

/** Posts and pages, in the tables of `migrations/tenant/0112_content.sql`, `0126_content_blocks.sql` and `0132_comments_open.sql`. */
export const nodes = sqliteTable(
  "content_nodes",
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    status: text().$type<NodeStatus>().notNull(),
    author: text({ mode: "json" }).$type<NodeAuthor>().notNull(),
    parentId: text("parent_id"),
    position: integer().notNull(),
    sticky: integer({ mode: "boolean" }).notNull(),
    template: text(),
    featuredMedia: text("featured_media"),
    metadata: text({ mode: "json" }).$type<NodeState["metadata"]>().notNull(),
    publishAt: text("publish_at"),
    unpublishAt: text("unpublish_at"),
    publishedAt: text("published_at"),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
    blocks: text({ mode: "json" }).$type<Block[]>().notNull().default([]),
    commentsOpen: integer("comments_open", { mode: "boolean" }).notNull().default(true),
  },
  (table) => [
    index("content_nodes_kind").on(table.kind, table.id),
    index("content_nodes_parent").on(table.parentId).where(isNotNull(table.parentId)),
    index("content_nodes_publish").on(table.publishAt).where(isNotNull(table.publishAt)),
    index("content_nodes_unpublish").on(table.unpublishAt).where(isNotNull(table.unpublishAt)),
  ],
);

export const nodeTranslations = sqliteTable(
  "content_node_translations",
  {
    nodeId: text("node_id").notNull(),
    locale: text().notNull(),
    title: text().notNull(),
    slug: text().notNull(),
    excerpt: text(),
    body: text(),
    format: text().$type<BodyFormat>().notNull(),
    seo: text({ mode: "json" }).$type<NodeTranslation["seo"]>(),
  },
  (table) => [primaryKey({ columns: [table.nodeId, table.locale] })],
);
