import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Actor } from "../../../kernel/access/actor.ts";

/** What nodes were after each change of their content. */
export const revisions = sqliteTable(
  "content_revisions",
  {
    nodeId: text("node_id").notNull(),
    number: integer().notNull(),
    at: text().notNull(),
    actor: text({ mode: "json" }).$type<Actor>().notNull(),
    /** The revision that it repeats. */
    restoredFrom: integer("restored_from"),
    bytes: integer().notNull(),
    /** The version of the node's state that the content is of. */
    stateVersion: integer("state_version").notNull(),
    content: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.nodeId, table.number] })],
);
