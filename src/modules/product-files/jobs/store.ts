import { and, asc, count, desc, eq, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0051_import_jobs.sql";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { ImportReport } from "../import/schema.ts";
import { fileLimits } from "../limits.ts";
import type { FileError } from "../shopify/schema.ts";
import type { Counts, ImportJob, ImportProblem, Outcome } from "./schema.ts";
import { importFindings, importItems, importJobs, importOutcomes } from "./tables.ts";

export const jobMigration: Migration = { name: "0051_import_jobs", sql: tables };

/** A stored job. */
export type JobRow = typeof importJobs.$inferSelect;

export function readJob(database: TenantDatabase, id: string): JobRow | undefined {
  return database.select().from(importJobs).where(eq(importJobs.id, id)).get();
}

/** The jobs that have not ended, or whose items are not removed yet. Oldest first. */
export function unsettledJobs(database: TenantDatabase): readonly JobRow[] {
  return database.select().from(importJobs).where(sql`settled = 0`).orderBy(asc(importJobs.id)).all();
}

/** Inserts a job. Of those that have ended, the newest stay. */
export function insertJob(database: TenantDatabase, job: JobRow): void {
  database.insert(importJobs).values(job).run();
  const oldest = database
    .select({ id: importJobs.id })
    .from(importJobs)
    .where(eq(importJobs.settled, true))
    .orderBy(desc(importJobs.id))
    .limit(trimBatch)
    .offset(fileLimits.endedImports.value)
    .all();
  for (const { id } of oldest) removeJob(database, id);
}

/** Each new job makes one too many, at most. */
const trimBatch = 2;

export function changeJob(database: TenantDatabase, id: string, values: Partial<JobRow>): void {
  database.update(importJobs).set(values).where(eq(importJobs.id, id)).run();
}

export function addItem(database: TenantDatabase, jobId: string, position: number, item: string): void {
  database.insert(importItems).values({ jobId, position, item }).run();
}

export function readItem(database: TenantDatabase, { id, position }: JobRow): string | undefined {
  return database.select().from(importItems).where(itemAt(id, position)).get()?.item;
}

export function removeItem(database: TenantDatabase, { id, position }: JobRow): void {
  database.delete(importItems).where(itemAt(id, position)).run();
}

function itemAt(jobId: string, position: number) {
  return and(eq(importItems.jobId, jobId), eq(importItems.position, position));
}

const weight: Readonly<Record<Outcome, number>> = { unchanged: 0, updated: 1, created: 2, failed: 3 };

/** Counts what became of products. In an inventory file a product can have several outcomes: the worst counts. */
export function countOutcomes(
  database: TenantDatabase,
  { id: jobId, kind, counts: before }: Pick<JobRow, "id" | "kind" | "counts">,
  outcomes: readonly { readonly product: string; readonly outcome: Outcome }[],
): Counts {
  const counts = { ...before };
  for (const { product, outcome } of outcomes) {
    if (kind === "inventory") {
      const ofProduct = and(eq(importOutcomes.jobId, jobId), eq(importOutcomes.product, product));
      const known = database.select().from(importOutcomes).where(ofProduct).get()?.outcome;
      if (known !== undefined && weight[known] >= weight[outcome]) continue;
      if (known !== undefined) counts[known] -= 1;
      database
        .insert(importOutcomes)
        .values({ jobId, product, outcome })
        .onConflictDoUpdate({ target: [importOutcomes.jobId, importOutcomes.product], set: { outcome } })
        .run();
    }
    counts[outcome] += 1;
  }
  return counts;
}

/** Adds to a list of the report as far as it has room. */
export function addFindings(
  database: TenantDatabase,
  jobId: string,
  list: "errors" | "warnings",
  found: readonly FileError[],
): void {
  if (found.length === 0) return;
  const most = list === "errors" ? fileLimits.importErrors.value : fileLimits.importWarnings.value;
  const ofList = and(eq(importFindings.jobId, jobId), eq(importFindings.list, list));
  const before = database.select({ total: count() }).from(importFindings).where(ofList).get()?.total ?? 0;
  // That rows weren't read is told in any case.
  const listed = found.filter(({ code }, index) => before + index < most || code === "rows-not-read");
  for (const [index, finding] of listed.entries())
    database
      .insert(importFindings)
      .values({ jobId, list, number: before + index, finding })
      .run();
}

/** Ends a job. What it no longer needs is removed at once if it is little, else by later runs. */
export function endJob(
  database: TenantDatabase,
  { id }: Pick<JobRow, "id">,
  state: "completed" | "failed" | "cancelled" | "discarded",
  at: number,
  problem: ImportProblem | null = null,
): void {
  changeJob(database, id, { state, problem, finishedAt: new Date(at).toISOString() });
  sweepJob(database, { id, state });
}

/** Rows of each table that are removed at a time. */
const sweepBatch = 200;

/** Removes a part of what an ended job no longer needs. Of a file that never arrived, nothing stays. */
export function sweepJob(database: TenantDatabase, { id, state }: Pick<JobRow, "id" | "state">): void {
  const items = database.all(
    sql`DELETE FROM import_items WHERE job_id = ${id} AND position IN
      (SELECT position FROM import_items WHERE job_id = ${id} LIMIT ${sweepBatch}) RETURNING 1`,
  );
  const outcomes = database.all(
    sql`DELETE FROM import_outcomes WHERE job_id = ${id} AND product IN
      (SELECT product FROM import_outcomes WHERE job_id = ${id} LIMIT ${sweepBatch}) RETURNING 1`,
  );
  if (items.length === sweepBatch || outcomes.length === sweepBatch) return;
  if (state === "discarded") removeJob(database, id);
  else changeJob(database, id, { settled: true });
}

function removeJob(database: TenantDatabase, id: string): void {
  database.delete(importFindings).where(eq(importFindings.jobId, id)).run();
  database.delete(importJobs).where(eq(importJobs.id, id)).run();
}

/** A job in the admin API. Null while its file arrives, and if it never did: nobody knows its id. */
export function jobResponse(database: TenantDatabase, job: JobRow): ImportJob | null {
  const { id, kind, state, dryRun, bytes, position, total, rejected, problem, createdAt, finishedAt } = job;
  if (state === "receiving" || state === "discarded") return null;
  return {
    ...{ id, kind, state, dryRun, bytes },
    progress: { processed: rejected + position, total: rejected + total },
    report: finishedAt === null ? null : reportOf(database, job),
    ...{ problem, createdAt, finishedAt, version: versionOfJob(job) },
  };
}

/** Grows with every item, and when the job ends. */
export function versionOfJob({ position, finishedAt }: JobRow): number {
  return 1 + position + (finishedAt === null ? 0 : 1);
}

/** Reads back the job that a command has just written. */
export function writtenJob(database: TenantDatabase, id: string): ImportJob {
  const job = readJob(database, id);
  const response = job === undefined ? null : jobResponse(database, job);
  if (response === null) throw new Error(`${id} not found after it was written`);
  return response;
}

function reportOf(database: TenantDatabase, { id, counts, ignoredColumns }: JobRow): ImportReport {
  const listed = (list: "errors" | "warnings") =>
    database
      .select()
      .from(importFindings)
      .where(and(eq(importFindings.jobId, id), eq(importFindings.list, list)))
      .orderBy(asc(importFindings.number))
      .all()
      .map(({ finding }) => finding);
  return {
    ...counts,
    errors: listed("errors"),
    warnings: listed("warnings"),
    ignoredColumns: [...ignoredColumns],
  };
}
