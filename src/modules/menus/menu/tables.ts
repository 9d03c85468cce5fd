import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { MenuLocation } from "./schema.ts";

/** The table of `migrations/tenant/0125_menus.sql`. */
export const menus = sqliteTable("menus", {
  id: text().primaryKey(),
  location: text().$type<MenuLocation>().notNull().unique(),
  content: text().notNull(),
  stateVersion: integer("state_version").notNull(),
});
