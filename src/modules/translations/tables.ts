import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Current and former handles. A former handle redirects permanently. */
export const handles = sqliteTable(
  "handles",
  {
    kind: text().$type<HandleKind>().notNull(),
    locale: text().notNull(),
    handle: text().notNull(),
    ownerId: text("owner_id").notNull(),
    current: integer({ mode: "boolean" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.locale, table.handle] }),
    index("handles_owner").on(table.kind, table.ownerId),
  ],
);

/** What a handle leads to. Slugs of content are handles too; they are unique per kind of node. */
export type HandleKind = "product" | "collection" | "category" | "contentCategory" | "tag" | `node:${string}`;
