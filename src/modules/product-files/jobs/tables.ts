import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Actor } from "../../../kernel/access/actor.ts";
import type { DuplicateSkus } from "../import/schema.ts";
import type { FileError } from "../shopify/schema.ts";
import type { Counts, ImportProblem } from "./schema.ts";

/** The tables of `migrations/tenant/0051_import_jobs.sql`. */
export const importJobs = sqliteTable(
  "import_jobs",
  {
    id: text().primaryKey(),
    kind: text({ enum: ["products", "inventory"] }).notNull(),
    /** `receiving` until the whole file has arrived. `discarded` if it never did. */
    state: text({
      enum: ["receiving", "queued", "running", "completed", "failed", "cancelled", "discarded"],
    }).notNull(),
    duplicateSkus: text("duplicate_skus").$type<DuplicateSkus>().notNull(),
    dryRun: integer("dry_run", { mode: "boolean" }).notNull(),
    bytes: integer().notNull(),
    /** The parts of the file that are stored. */
    parts: integer().notNull(),
    /** The next item. */
    position: integer().notNull(),
    /** The number of items. */
    total: integer().notNull(),
    /** Products that were kept out when the file was read, so that they are no items. */
    rejected: integer().notNull(),
    /** Products by outcome, so far. */
    counts: text({ mode: "json" }).$type<Counts>().notNull(),
    /** The columns' names in the file. */
    columns: text({ mode: "json" }).$type<Readonly<Record<string, string>>>().notNull(),
    ignoredColumns: text("ignored_columns", { mode: "json" }).$type<readonly string[]>().notNull(),
    /** Why it failed. */
    problem: text({ mode: "json" }).$type<ImportProblem>(),
    requestedBy: text("requested_by", { mode: "json" }).$type<Actor>().notNull(),
    createdAt: text("created_at").notNull(),
    /** When a part of the file arrived last. */
    receivedAt: text("received_at").notNull(),
    finishedAt: text("finished_at"),
    /** Whether it has ended and its items are removed. */
    settled: integer({ mode: "boolean" }).notNull(),
  },
  (table) => [index("import_jobs_unsettled").on(table.id).where(sql`settled = 0`)],
);

export const importItems = sqliteTable(
  "import_items",
  { jobId: text("job_id").notNull(), position: integer().notNull(), item: text().notNull() },
  (table) => [primaryKey({ columns: [table.jobId, table.position] })],
);

export const importOutcomes = sqliteTable(
  "import_outcomes",
  {
    jobId: text("job_id").notNull(),
    product: text().notNull(),
    outcome: text({ enum: ["created", "updated", "unchanged", "failed"] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.product] })],
);

export const importFindings = sqliteTable(
  "import_findings",
  {
    jobId: text("job_id").notNull(),
    list: text({ enum: ["errors", "warnings"] }).notNull(),
    number: integer().notNull(),
    finding: text({ mode: "json" }).$type<FileError>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.list, table.number] })],
);
