import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Actor } from "../../../kernel/access/actor.ts";
import type { DuplicateSkus, ImportReport } from "../import/schema.ts";
import type { FileError } from "../shopify/schema.ts";

/** The tables of `migrations/tenant/0051_import_jobs.sql`. */
export const importJobs = sqliteTable(
  "import_jobs",
  {
    id: text().primaryKey(),
    kind: text({ enum: ["products", "inventory"] }).notNull(),
    /** `receiving` until the whole file has arrived. */
    status: text({
      enum: ["receiving", "queued", "running", "completed", "failed", "cancelled"],
    }).notNull(),
    duplicateSkus: text("duplicate_skus").$type<DuplicateSkus>().notNull(),
    dryRun: integer("dry_run", { mode: "boolean" }).notNull(),
    bytes: integer().notNull(),
    /** The next item. */
    position: integer().notNull(),
    /** The number of items. */
    total: integer().notNull(),
    /** Products that were kept out when the file was read, so that they are no items. */
    rejected: integer().notNull(),
    /** The columns' names in the file. */
    columns: text({ mode: "json" }).$type<Readonly<Record<string, string>>>().notNull(),
    ignoredColumns: text("ignored_columns", { mode: "json" }).$type<readonly string[]>().notNull(),
    report: text({ mode: "json" }).$type<ImportReport>(),
    requestedBy: text("requested_by", { mode: "json" }).$type<Actor>().notNull(),
    createdAt: text("created_at").notNull(),
    finishedAt: text("finished_at"),
  },
  (table) => [index("import_jobs_unfinished").on(table.id).where(sql`finished_at IS NULL`)],
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
