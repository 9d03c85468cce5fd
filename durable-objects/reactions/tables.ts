import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Events that reactions took from the log and have not finished. */
export const reactionTasks = sqliteTable(
  "reaction_tasks",
  {
    subscription: text().notNull(),
    seq: integer().notNull(),
    key: text().notNull(),
    eventId: text("event_id").notNull(),
    occurredAt: text("occurred_at").notNull(),
    /** 1 while it is claimed, until `availableAt`. */
    claimed: integer().notNull().default(0),
    claim: integer().notNull().default(0),
    availableAt: integer("available_at").notNull().default(0),
    /** The event itself, once the log no longer has it. */
    event: text(),
  },
  (table) => [
    primaryKey({ columns: [table.subscription, table.seq] }),
    index("reaction_tasks_key").on(table.subscription, table.key, table.seq),
  ],
);

/** Ranges of the log that reactions are to react to again. */
export const reactionReplays = sqliteTable(
  "reaction_replays",
  {
    subscription: text().notNull(),
    through: integer().notNull(),
    after: integer().notNull(),
    allTypes: integer("all_types").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.subscription, table.through, table.allTypes] })],
);
