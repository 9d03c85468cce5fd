import { and, asc, count, eq, lt, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0051_import_jobs.sql";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { ImportReport } from "../import/schema.ts";
import { fileLimits } from "../limits.ts";
import type { FileError } from "../shopify/schema.ts";
import type { ImportJob } from "./schema.ts";
import { importFindings, importItems, importJobs, importOutcomes } from "./tables.ts";

export const jobMigration: Migration = { name: "0051_import_jobs", sql: tables };

/** A stored job. */
export type JobRow = typeof importJobs.$inferSelect;
export type Outcome = (typeof importOutcomes.$inferSelect)["outcome"];

export function readJob(database: TenantDatabase, id: string): JobRow | undefined {
  return database.select().from(importJobs).where(eq(importJobs.id, id)).get();
}

/** The jobs that have not ended, oldest first. */
export function unfinishedJobs(database: TenantDatabase): readonly JobRow[] {
  return database.select().from(importJobs).where(sql`finished_at IS NULL`).orderBy(asc(importJobs.id)).all();
}

export function insertJob(database: TenantDatabase, job: JobRow): void {
  database.insert(importJobs).values(job).run();
}

export function changeJob(database: TenantDatabase, id: string, values: Partial<JobRow>): void {
  database.update(importJobs).set(values).where(eq(importJobs.id, id)).run();
}

/** Removes the jobs that ended before a time. */
export function removeJobsBefore(database: TenantDatabase, at: string): void {
  database.delete(importJobs).where(lt(importJobs.finishedAt, at)).run();
}

export function removeJob(database: TenantDatabase, id: string): void {
  removeRows(database, id);
  database.delete(importJobs).where(eq(importJobs.id, id)).run();
}

export function addItem(database: TenantDatabase, jobId: string, position: number, item: string): void {
  database.insert(importItems).values({ jobId, position, item }).run();
}

export function readItem(database: TenantDatabase, { id, position }: JobRow): string | undefined {
  const ofJob = and(eq(importItems.jobId, id), eq(importItems.position, position));
  return database.select().from(importItems).where(ofJob).get()?.item;
}

const weight: Readonly<Record<Outcome, number>> = { unchanged: 0, updated: 1, created: 2, failed: 3 };

/** Notes what became of a product. Of several outcomes, the worst counts. */
export function noteOutcome(
  database: TenantDatabase,
  jobId: string,
  product: string,
  outcome: Outcome,
): void {
  const ofProduct = and(eq(importOutcomes.jobId, jobId), eq(importOutcomes.product, product));
  const before = database.select().from(importOutcomes).where(ofProduct).get();
  if (before !== undefined && weight[before.outcome] >= weight[outcome]) return;
  database
    .insert(importOutcomes)
    .values({ jobId, product, outcome })
    .onConflictDoUpdate({ target: [importOutcomes.jobId, importOutcomes.product], set: { outcome } })
    .run();
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

/** Ends a job: writes its report, and removes what it no longer needs. */
export function endJob(
  database: TenantDatabase,
  job: JobRow,
  status: "completed" | "failed" | "cancelled",
  at: number,
): void {
  const report = reportOf(database, job);
  removeRows(database, job.id);
  changeJob(database, job.id, { status, report, finishedAt: new Date(at).toISOString() });
}

/** A job in the admin API. Null while its file arrives: nobody knows its id yet. */
export function jobResponse(database: TenantDatabase, id: string): ImportJob | null {
  const job = readJob(database, id);
  if (job === undefined || job.status === "receiving") return null;
  const { kind, status, dryRun, bytes, position, total, rejected, report, createdAt, finishedAt } = job;
  const progress = { processed: rejected + position, total: rejected + total };
  const version = versionOfJob(job);
  return { id: job.id, kind, status, dryRun, bytes, progress, report, createdAt, finishedAt, version };
}

/** Grows with every item, and when the job ends. */
export function versionOfJob({ position, finishedAt }: JobRow): number {
  return 1 + position + (finishedAt === null ? 0 : 1);
}

/** Reads back the job that a command has just written. */
export function writtenJob(database: TenantDatabase, id: string): ImportJob {
  const job = jobResponse(database, id);
  if (job === null) throw new Error(`${id} not found after it was written`);
  return job;
}

function reportOf(database: TenantDatabase, { id, ignoredColumns }: JobRow): ImportReport {
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const counted = database
    .select({ outcome: importOutcomes.outcome, total: count() })
    .from(importOutcomes)
    .where(eq(importOutcomes.jobId, id))
    .groupBy(importOutcomes.outcome)
    .all();
  for (const { outcome, total } of counted) counts[outcome] = total;
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

function removeRows(database: TenantDatabase, jobId: string): void {
  database.delete(importItems).where(eq(importItems.jobId, jobId)).run();
  database.delete(importOutcomes).where(eq(importOutcomes.jobId, jobId)).run();
  database.delete(importFindings).where(eq(importFindings.jobId, jobId)).run();
}
