import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** All rebuilds and replays, past and present. */
export const rebuilds = sqliteTable("rebuilds", {
  id: text().primaryKey(),
  kind: text({ enum: ["rebuild", "replay"] }).notNull(),
  subscription: text().notNull(),
  view: text(),
  fromSeq: integer("from_seq"),
  reason: text({ enum: ["requested", "trimmed", "epoch"] }).notNull(),
  status: text({ enum: ["running", "completed", "cancelled", "superseded"] }).notNull(),
  epoch: integer().notNull(),
  head: integer().notNull(),
  aggregates: integer().notNull().default(0),
  requestedAt: text("requested_at").notNull(),
  settledAt: text("settled_at"),
});
