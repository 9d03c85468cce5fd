import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const endpoints = sqliteTable("webhook_endpoints", {
  id: text().primaryKey(),
  content: text().notNull(),
  stateVersion: integer("state_version").notNull(),
});

/** Working state: the secrets of endpoints, sealed. */
export const secrets = sqliteTable("webhook_secrets", {
  endpointId: text("endpoint_id").primaryKey(),
  sealed: text().notNull(),
  previous: text(),
  /** Milliseconds since 1970. */
  previousUntil: integer("previous_until"),
});
